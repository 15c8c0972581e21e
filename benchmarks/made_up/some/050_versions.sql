-- One row per state: before an edit the headline was another, and a sentence was missing.
insert into versions by name
select
    d.article_id,
    d.source,
    if(v.first and d.versions = 2 or d.versions = 1, d.seen_at, d.seen_at + interval 6 hour) as valid_from_at,
    if(v.first and d.versions = 2, d.seen_at + interval 6 hour, null) as valid_to_at,
    if(v.first and d.versions = 2, d.seen_at, d.seen_at + interval 7 day) as last_seen_at,
    'article' as kind,
    d.url,
    if(v.first and d.versions = 2, 'Before: ', '') || d.title as title,
    [d.author] as authors,
    if(d.n % 50 = 1, null, d.seen_at - interval 3 hour) as published_at,
    'minute' as published_precision,
    'json-ld' as published_from,
    d.section,
    [d.tag] as tags,
    d.language,
    d.dateline,
    if(d.n % 20 = 0, 'AFP', null) as agency,
    if(v.first and d.versions = 2, split_part(d.body, e'\n\n', 1), d.body) as body,
    d.word_count,
    true as is_free,
    list_transform(string_split(body, e'\n\n'), lambda p: 'text') as roles,
    [] as corrections,
    if(v.first and d.versions = 2, d.former_hash, d.body_hash) as body_hash,
    if(v.first and d.versions = 2, d.former_hash, d.text_hash) as text_hash,
    if(v.first and d.versions = 2, d.former_hash, d.state_hash) as state_hash,
    md5(if(v.first, 'first', 'edit') || 'c' || d.n)::uuid::varchar as capture_id,
    'nightdesk 0.1.0' as extractor,
    map {'title': 'h1', 'published_at': 'json-ld', 'body': 'trafilatura'} as provenance
from drawn as d
inner join (values (true), (false)) as v(first) on v.first or d.versions = 2
order by d.n
