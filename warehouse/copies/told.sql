-- One row per article of the circle, and the story that it carries now and carried before.
create or replace temp table told as
select
    a.article_id,
    a.story_id as former_id,
    coalesce(g.likeness, 1.0) as likeness,
    first_value(a.article_id) over (
        partition by coalesce(g.leader::varchar, a.article_id)
        order by a.first_seen_at, a.article_id
    ) as story_id
from articles as a
left join grouped as g on g.body_hash = a.body_hash
where
    a.body_hash in (from circle)
    or a.article_id in (select article_id from moved)
