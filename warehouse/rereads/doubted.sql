-- One row per page that must be read again before an edit of this run can be believed: the newest sighting of each other
-- state of an article whose new version was read otherwise (by another reader, or with another site memory).
create or replace temp table doubted as
with
begun as (
    select v.source, v.article_id, v.capture_id, c.extractor
    from captures as c
    inner join versions as v on v.capture_id = c.capture_id and v.valid_from_at = c.fetched_at
    inner join articles as a on a.article_id = v.article_id
    where c.run = $run and c.source in (select unnest(cast($sources as varchar[]))) and a.versions > 1
    qualify row_number() over (partition by v.article_id order by v.valid_from_at desc, v.capture_id desc) = 1
),
places as (
    select rowid as place
    from captures
    where article_id in (select article_id from begun)
),
sightings as (
    select b.source, c.article_id, c.state_hash, c.capture_id, c.fetch_id, c.fetched_at, c.run, c.extractor, b.extractor as newest
    from captures as c
    inner join places as p on p.place = c.rowid
    inner join begun as b on b.article_id = c.article_id
    where
        c.state_hash is not null
        and c.became <> 'duplicate'
        and c.capture_id <> b.capture_id
        and c.capture_id not in (select capture_id from losses)
)
select
    source,
    article_id,
    arg_max(capture_id, (fetched_at, capture_id)) as capture_id,
    arg_max(fetch_id, (fetched_at, capture_id)) as fetch_id
from sightings
group by source, article_id, state_hash
having
    not bool_or(extractor = newest)
    and not bool_or(run = $run)
