-- Each article as it stands.
insert into articles by name
select
    article_id, source, url, url_key, 'article' as kind, title, [author] as authors,
    if(n % 50 = 1, null, seen_at - interval 3 hour) as published_at, 'minute' as published_precision, 'json-ld' as published_from,
    section, [tag] as tags, language, dateline, if(n % 20 = 0, 'AFP', null) as agency,
    body, word_count, true as is_free, list_transform(string_split(body, e'\n\n'), lambda p: 'text') as roles, [] as corrections,
    seen_at as first_seen_at, seen_at + interval 7 day as last_seen_at, withdrawn_at, versions, body_hash, story_id,
    md5(if(versions = 2, 'edit', 'first') || 'c' || n)::uuid::varchar as capture_id, 'nightdesk 0.1.0' as extractor
from drawn
