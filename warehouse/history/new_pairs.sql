-- One row per pair of neighbouring versions whose difference was not told yet, with what both say.
select
    p.article_id,
    p.source,
    p.capture_id,
    p.before_capture_id,
    p.seen_before_at,
    p.seen_at,
    p.state_hash,
    p.before_hash,
    v.language,
    b.title,
    b.subtitle,
    b.authors,
    b.body,
    b.roles,
    b.corrections,
    v.title,
    v.subtitle,
    v.authors,
    v.body,
    v.roles,
    v.corrections
from pairs as p
anti join changes as c on c.article_id = p.article_id and c.capture_id = p.capture_id
inner join versions as b on b.article_id = p.article_id and b.capture_id = p.before_capture_id
inner join versions as v on v.article_id = p.article_id and v.capture_id = p.capture_id
order by p.article_id, p.capture_id
limit $limit
