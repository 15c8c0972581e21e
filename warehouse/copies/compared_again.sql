-- One row per article that was compared: those among the changed, and those that are articles no more.
create or replace temp table outdated as
select f.article_id
from fingerprinted as f
left join articles as a on a.article_id = f.article_id
where a.article_id is null or f.body_hash is distinct from a.body_hash
