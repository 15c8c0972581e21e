-- One row per time that somebody asked for a page: each article when it was new and a week later (every other time
-- by a 304), some when they were edited or gone, some in vain; and some pages that are no article.
create or replace temp table looks as
select
    d.n,
    d.source,
    if(k.kind = 'reject', 'https://www.' || d.source || '.example/no/' || d.n, d.url) as url,
    if(k.kind = 'reject', d.source || '.example/no/' || d.n, d.url_key) as url_key,
    k.kind,
    md5(k.kind || 'f' || d.n)::uuid::varchar as fetch_id,
    if(k.kind = 'failed', null, md5(k.kind || 'c' || d.n)::uuid::varchar) as capture_id,
    d.seen_at + k.after as asked_at,
    strftime(d.seen_at + k.after, '%Y-%m-%d') || '-nightly-00000001' as run,
    k.kind = 'later' and d.n % 2 = 1 as not_modified,
    if(d.versions = 2 and k.kind = 'first', d.former_hash, d.state_hash) as state_hash,
    d.body_hash,
    d.article_id
from drawn as d
inner join (
    values
        ('first', interval 0 day),
        ('failed', interval 1 hour),
        ('edit', interval 6 hour),
        ('reject', interval 1 hour),
        ('later', interval 7 day),
        ('gone', interval 8 day)
) as k(kind, after) on case k.kind
        when 'edit' then d.versions = 2
        when 'failed' then hash(d.n * 59) % 10 = 0
        when 'reject' then hash(d.n * 61) % 20 = 0
        when 'gone' then d.withdrawn_at is not null
        else true
    end
order by asked_at
