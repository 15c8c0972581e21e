-- One row per story to be counted anew: its members and the first of them.
create or replace temp table counted as
select
    t.story_id,
    any_value(k.place) as place,
    count(m.article_id) as members,
    arg_min(m.article_id, (m.first_seen_at, m.article_id)) as first_article_id
from told as t
left join known_stories as k on k.story_id = t.story_id
left join members as m on m.story_id = t.story_id
group by t.story_id
