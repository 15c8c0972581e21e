-- One row per change of an article.
insert into changes by name
select
    v.article_id,
    v.source,
    v.capture_id,
    md5((d.i * 4 + 1)::varchar)::uuid::varchar as before_capture_id,
    v.valid_from_at - interval 6 hours as seen_before_at,
    v.valid_from_at as seen_at,
    v.state_hash,
    v.state_hash as before_hash,
    ['headline', 'numbers', 'names', 'quotes', 'paragraph added', 'wording', 'typo', 'correction'][1 + (hash(d.i) % 8)::integer] as kind,
    ['headline', 'numbers', 'names', 'quotes', 'paragraph added', 'wording', 'typo', 'correction'][1 + (hash(d.i) % 8)::integer:][:2] as kinds,
    ['Before:'] as removed,
    ['After'] as added,
    1 as words_removed,
    1 as words_added
from drawn as d
inner join versions as v on v.article_id = d.article_id and v.valid_to_at is null
where d.versions > 1
