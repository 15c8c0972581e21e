-- One row per column of the exported tables: its type and what it means.
select
    table_name as "table",
    column_name as "column",
    data_type as type,
    comment as meaning
from duckdb_columns()
where list_contains(from_json($tables, '["VARCHAR"]'), table_name) and database_name = current_database() and not internal
order by table_name, column_index
