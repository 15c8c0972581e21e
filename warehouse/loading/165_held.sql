-- One row per version of a touched article as it stands, and its place in the table.
create or replace temp table held as
select
    t.rowid as place,
    t.article_id,
    t.capture_id,
    t.state_hash,
    t.valid_from_at,
    t.valid_to_at,
    t.last_seen_at
from versions as t
where t.valid_from_at >= $since and t.article_id in (select article_id from touched where article_id >= '')
