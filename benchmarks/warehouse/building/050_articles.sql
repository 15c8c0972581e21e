-- Each article as it stands, a story of its own.
insert into articles by name
select
    article_id, source, url, url_key, 'article' as kind, title, ['Author ' || (n % 5000)] as authors,
    seen_at - interval 3 hour as published_at, 'minute' as published_precision, 'json-ld' as published_from,
    ['world', 'sport', 'business'][1 + n % 3] as section, ['tag ' || (n % 300)] as tags, 'en' as language, if(n % 5 = 0, 'AFP', null) as agency,
    body, word_count, true as is_free, list_transform(string_split(body, e'\n\n'), lambda p: 'text') as roles, [] as corrections,
    seen_at as first_seen_at, seen_at + interval 7 day as last_seen_at, 1 as versions, body_hash, article_id as story_id,
    capture_id, 'nightdesk 0.1.0' as extractor
from drawn
