-- One row per pair of the next batch, with what both versions say; only the rows near them are read.
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
from new_pairs as p
inner join versions as b on b.rowid = p.before_place
inner join versions as v on v.rowid = p.place
where p.number >= $start and p.number < $stop
order by p.number
