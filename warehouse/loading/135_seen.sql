-- One row per capture of a touched article. The archive is looked through once, by its narrowest column, and no
-- further back than anything can change.
create or replace temp table seen as
select c.capture_id, c.fetch_id, c.article_id, c.fetched_at, c.state_hash, c.became
from captures as c
inner join (
    select rowid as place
    from captures
    where fetched_at >= $since and article_id in (select article_id from touched)
) as p on p.place = c.rowid
