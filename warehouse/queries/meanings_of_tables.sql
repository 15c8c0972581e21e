-- One row per table and view: its name, how many rows it has (NULL for a view), and what a row of it is.
select table_name as name, estimated_size as row_count, comment as meaning
from duckdb_tables()
where not internal and database_name = current_database()
union all
select view_name, null, comment
from duckdb_views()
where not internal and database_name = current_database()
order by name
