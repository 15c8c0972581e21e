-- One row per shingle that tells nothing: many texts of one source have it, or very many of all.
create or replace temp table everywhere as
select hash
from (
    select hash, source, count(*) as texts
    from looked_up
    group by hash, source
)
group by hash
having max(texts) > 20 or sum(texts) > 1000
