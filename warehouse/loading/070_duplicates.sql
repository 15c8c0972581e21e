-- A page of the same source with the same title and text, and no other date: nothing is in it that we do not have.
insert into assigned
with
rest as (
    select * from new_readings
    where is_article and capture_id not in (select capture_id from assigned)
),
twins as (
    select v.article_id, v.source, v.text_hash, v.valid_from_at, v.published_at
    from versions as v
    inner join (
        select rowid as place
        from versions
        where text_hash in (select text_hash from rest)
    ) as p on p.place = v.rowid
)
select
    r.capture_id,
    arg_min(v.article_id, (v.valid_from_at, v.article_id)) as article_id,
    'duplicate' as role
from rest as r
inner join twins as v on v.source = r.source and v.text_hash = r.text_hash
where abs(coalesce(epoch(v.published_at) - epoch(r.published_at), 0)) < 86400
group by r.capture_id
