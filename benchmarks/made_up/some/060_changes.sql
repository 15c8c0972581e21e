-- What each edit changed.
insert into changes by name
select
    article_id,
    source,
    md5('editc' || n)::uuid::varchar as capture_id,
    md5('firstc' || n)::uuid::varchar as before_capture_id,
    seen_at as seen_before_at,
    seen_at + interval 6 hour as seen_at,
    state_hash,
    former_hash as before_hash,
    ['headline', 'numbers', 'names', 'quotes', 'paragraph added', 'wording', 'typo', 'correction'][1 + (hash(n) % 8)::integer] as kind,
    [kind, 'paragraph added'] as kinds,
    ['Before:'] as removed,
    [lead] as added,
    1 as words_removed,
    20 as words_added
from drawn
where versions = 2
