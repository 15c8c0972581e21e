-- One row per table of the warehouse: its name.
select table_name
from duckdb_tables()
where database_name = current_database() and not temporary and table_name <> 'turns'
