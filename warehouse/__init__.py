"""Knows tables: the DuckDB file, its migrations, duplicates, the questions we ask it."""
