-- One row per story whose articles or their first days changed.
create or replace temp table told as
select story_id
from fresh_articles
union
select h.story_id
from held_articles as h
left join now_standing as s on s.article_id = h.article_id
where
    s.article_id is null
    or s.first_seen_at <> h.first_seen_at
    or h.article_id in (select article_id from fresh_articles)
