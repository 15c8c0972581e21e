-- One row per article that came, went, or has another text or first day since the stories were made.
create or replace temp table moved as
select
    coalesce(a.article_id, p.article_id) as article_id,
    a.body_hash,
    p.body_hash as former_hash,
    a.first_seen_at
from articles as a
full join placed as p on p.article_id = a.article_id
where
    a.article_id is null
    or p.article_id is null
    or a.body_hash is distinct from p.body_hash
    or a.first_seen_at <> p.first_seen_at
