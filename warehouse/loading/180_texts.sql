-- One row per text that a version or an article must be written with, from this batch's readings.
create or replace temp table texts as
with
chosen as (
    select
        i.article_id,
        i.capture_id,
        i.as_version,
        r.capture_id as read_of
    from needed as i
    inner join new_readings as r on r.state_hash = i.state_hash
    inner join assigned as g on g.capture_id = r.capture_id and g.article_id = i.article_id
    qualify row_number() over (
        partition by i.article_id, i.capture_id
        order by r.capture_id <> i.capture_id, r.fetched_at, r.capture_id
    ) = 1
)
select
    c.article_id,
    c.capture_id,
    c.as_version,
    r.verdict as kind,
    r.* exclude (capture_id, aliases, alias_keys, fetched_at, verdict, reason, is_article, charset, plain_title)
from read_readings as r
inner join chosen as c on c.read_of = r.capture_id
