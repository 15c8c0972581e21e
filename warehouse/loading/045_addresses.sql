-- One row per known address among them, and its place in the table. All addresses are looked through once, by one column.
-- `>= ''` is true of each, but only with a condition beside them does DuckDB pass by the others with a Bloom filter.
create or replace temp table addresses as
select a.rowid as place, a.source, a.url_key, a.article_id, a.role, a.first_seen_at
from aliases as a
inner join (
    select rowid as place
    from aliases
    where url_key >= '' and url_key in (select url_key from keys where url_key >= '')
) as p on p.place = a.rowid
semi join keys as k on k.source = a.source and k.url_key = a.url_key
