"""The warehouse as a DuckLake: a catalog in PostgreSQL, Parquet files in a folder or on object storage."""
