"""A hostile web: what bad and broken sites do, each with what Nightdesk is expected to make of it."""
