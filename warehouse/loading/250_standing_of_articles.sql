-- One row per touched article: how it stands now.
create or replace temp table now_standing as
select
    i.article_id,
    min(i.valid_from_at) as first_seen_at,
    max(i.last_seen_at) as last_seen_at,
    any_value(g.withdrawn_at) as withdrawn_at,
    count(*) as versions,
    arg_max(i.capture_id, i.island) as capture_id,
    any_value(a.story_id) as story_id
from islands as i
left join gone as g on g.article_id = i.article_id
left join held_articles as a on a.article_id = i.article_id
group by i.article_id
