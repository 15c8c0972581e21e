-- One row per column of a table or view: its name, type, and what it means.
select column_name, data_type, comment as meaning
from duckdb_columns()
where table_name = $name and not internal and database_name = current_database()
order by column_index
