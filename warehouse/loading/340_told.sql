-- One row per story whose articles or their first days changed.
create or replace temp table told as
select f.story_id
from fresh_articles as f
left join held_articles as h on h.article_id = f.article_id
where h.story_id is distinct from f.story_id or h.first_seen_at <> f.first_seen_at
union
select h.story_id
from held_articles as h
left join now_standing as s on s.article_id = h.article_id
left join fresh_articles as f on f.article_id = h.article_id
where
    s.article_id is null
    or s.first_seen_at <> h.first_seen_at
    or f.story_id <> h.story_id
