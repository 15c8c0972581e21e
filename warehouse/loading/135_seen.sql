-- One row per capture of a touched article. The archive is looked through once, and no further back than anything can
-- change.
create or replace temp table seen as
select capture_id, fetch_id, article_id, fetched_at, state_hash, became
from captures
where fetched_at >= $since and article_id in (select article_id from touched where article_id >= '')
