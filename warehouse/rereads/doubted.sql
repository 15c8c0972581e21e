-- One row per page that must be read again before an edit of this run can be believed: the newest sighting of each other
-- state of an article whose new version was read otherwise (by another reader, or with another site memory).
create or replace temp table wanted as
with
begun as (
    select v.article_id, v.capture_id, c.extractor
    from versions as v
    inner join captures as c on c.capture_id = v.capture_id
    inner join articles as a on a.article_id = v.article_id
    where c.run = $run and c.source = $source and a.versions > 1
    qualify row_number() over (partition by v.article_id order by v.valid_from_at desc, v.capture_id desc) = 1
),
sightings as (
    select c.article_id, c.state_hash, c.capture_id, c.fetch_id, c.fetched_at, c.run, c.extractor, b.extractor as newest
    from captures as c
    inner join begun as b on b.article_id = c.article_id
    where
        c.state_hash is not null
        and c.became <> 'duplicate'
        and c.capture_id <> b.capture_id
        and c.capture_id not in (select capture_id from losses)
)
select article_id, arg_max(capture_id, (fetched_at, capture_id)) as capture_id, arg_max(fetch_id, (fetched_at, capture_id)) as fetch_id
from sightings
group by article_id, state_hash
having
    not bool_or(extractor = newest)
    and not bool_or(run = $run)
