-- One row per touched article as it stands, and its place in the table.
create or replace temp table held_articles as
select
    t.rowid as place,
    p.article_id,
    t.capture_id,
    t.story_id,
    t.first_seen_at,
    t.last_seen_at,
    t.withdrawn_at,
    t.versions
from articles as t
inner join (
    select rowid as place, article_id
    from articles
    where article_id >= '' and article_id in (select article_id from touched where article_id >= '')
) as p on p.place = t.rowid
