-- One row if this snapshot was published from a DuckLake.
select 1
from duckdb_tables()
where table_name = 'published_from' and database_name = current_database()
