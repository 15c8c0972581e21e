-- One row per state whose text must be written: a new or changed version, or an article that shows another state than before.
create or replace temp table needed as
select
    i.article_id,
    i.capture_id,
    i.state_hash,
    s.capture_id is null as as_version
from islands as i
left join standing as s on s.article_id = i.article_id and s.capture_id = i.capture_id
left join held_articles as a on a.article_id = i.article_id
where s.capture_id is null or (i.valid_to_at is null and a.capture_id is distinct from i.capture_id)
