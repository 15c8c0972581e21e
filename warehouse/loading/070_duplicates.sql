-- A page of the same source with the same title and text, and no other date: nothing is in it that we do not have.
insert into assigned
select
    r.capture_id,
    arg_min(v.article_id, (v.valid_from_at, v.article_id)) as article_id,
    'duplicate' as role
from new_readings as r
inner join versions as v on v.source = r.source and v.text_hash = r.text_hash
where
    r.is_article
    and r.capture_id not in (select capture_id from assigned)
    and abs(coalesce(epoch(v.published_at) - epoch(r.article.published_at), 0)) < 86400
group by r.capture_id
