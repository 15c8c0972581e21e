-- One row for a view and one per column of it: the column (NULL for the view itself), and what it means.
select null as column_name, comment
from duckdb_views()
where view_name = $name
union all
select column_name, comment
from duckdb_columns()
where table_name = $name
