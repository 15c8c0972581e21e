-- One row per name that a question may hold, with what it means: tables and views, columns, functions, keywords.
select name, any_value(meaning order by place) as meaning
from (
    select table_name as name, comment as meaning, 1 as place from duckdb_tables() where not internal
    union all
    select view_name, comment, 1 from duckdb_views() where not internal
    union all
    select column_name, any_value(comment), 2 from duckdb_columns() where not internal group by column_name
    union all
    select function_name, any_value(description), 3
    from duckdb_functions()
    where regexp_full_match(function_name, '[a-z][a-z0-9_]+') and not starts_with(function_name, 'pg_')
    group by function_name
    union all
    select lower(keyword_name), '', 4 from duckdb_keywords()
)
group by name
order by min(place), name
