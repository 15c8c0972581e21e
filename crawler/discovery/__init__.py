"""Pure readers from bytes to candidates: feeds, sitemaps, section pages, archive pages."""
