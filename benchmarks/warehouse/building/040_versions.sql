-- One state each.
insert into versions by name
select
    article_id, source, seen_at as valid_from_at, seen_at + interval 7 day as last_seen_at, 'article' as kind, url, title,
    ['Author ' || (n % 5000)] as authors, seen_at - interval 3 hour as published_at, 'minute' as published_precision,
    'json-ld' as published_from, ['world', 'sport', 'business'][1 + n % 3] as section, ['tag ' || (n % 300)] as tags, 'en' as language,
    if(n % 5 = 0, 'AFP', null) as agency, body, word_count, true as is_free,
    list_transform(string_split(body, e'\n\n'), lambda p: 'text') as roles,
    [] as corrections, body_hash, text_hash, state_hash, capture_id, 'nightdesk 0.1.0' as extractor,
    map {'title': 'h1', 'published_at': 'json-ld', 'body': 'trafilatura'} as provenance
from drawn
