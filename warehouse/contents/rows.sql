-- One row per row of a table in these buckets, and its hash.
select
    sha256(to_json(t)::varchar) as h,
    to_json(t)::varchar as told
from query_table($table) as t
where list_contains($buckets, left(sha256(to_json(t)::varchar), 2))
