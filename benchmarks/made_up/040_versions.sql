-- One row per state of an article. Texts of earlier states are left out: no question reads them.
insert into versions by name
select
    a.article_id,
    a.source,
    'article' as kind,
    a.url,
    if(v.n < d.versions, 'Before: ', '') || a.title as title,
    a.authors,
    a.published_at,
    a.section,
    a.language,
    a.word_count,
    a.first_seen_at + to_hours(6 * (v.n - 1)) as valid_from_at,
    if(v.n < d.versions, a.first_seen_at + to_hours(6 * v.n), null) as valid_to_at,
    a.last_seen_at,
    a.body_hash,
    a.body_hash as text_hash,
    a.body_hash as state_hash,
    md5((d.i * 4 + v.n)::varchar)::uuid::varchar as capture_id,
    a.extractor
from drawn as d
inner join articles as a on a.article_id = d.article_id
inner join range(1, 3) as v(n) on v.n <= d.versions
