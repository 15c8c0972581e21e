-- One row: whether the warehouse is a DuckLake.
select type = 'ducklake' as lake
from duckdb_databases()
where database_name = current_database()
