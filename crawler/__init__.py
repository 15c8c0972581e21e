"""Knows the web: finding pages, fetching them politely, keeping them as served, reading articles."""
