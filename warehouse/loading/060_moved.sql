-- An article that moved: an address of it leads to a new one, and the title or the text is still the same.
insert into assigned
with
rest as (
    select * from new_readings
    where is_article and capture_id not in (select capture_id from assigned)
),
links as (
    select r.capture_id, r.body_hash, r.plain_title, a.article_id
    from rest as r
    inner join addresses as a on a.source = r.source and a.url_key = r.url_key
    where a.role = 'alias'
    union
    select r.capture_id, r.body_hash, r.plain_title, a.article_id
    from (select *, unnest(alias_keys) as alias_key from rest) as r
    inner join addresses as a on a.source = r.source and a.url_key = r.alias_key
    where a.role = 'main'
)
select
    l.capture_id,
    min(l.article_id) as article_id,
    'main' as role
from links as l
inner join versions as v on v.article_id = l.article_id
where v.body_hash = l.body_hash or plain(v.title) = l.plain_title
group by l.capture_id
