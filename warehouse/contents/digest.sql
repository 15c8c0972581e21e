-- One row per bucket of a table's rows: how many, and the hash of them all in order. 256 buckets keep the sort small.
select
    left(h, 2) as bucket,
    count(*) as n,
    sha256(string_agg(h, '' order by h)) as digest
from (
    select sha256(to_json(t)::varchar) as h
    from query_table($table) as t
)
group by bucket
order by bucket
