-- One row if the lake counts its transactions yet.
select 1
from duckdb_tables()
where database_name = current_database() and table_name = 'turns'
