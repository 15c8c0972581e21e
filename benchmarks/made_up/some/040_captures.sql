-- The answers.
insert into captures by name
select
    capture_id,
    fetch_id,
    run,
    source,
    url,
    url_key,
    asked_at as fetched_at,
    'warc/' || source || '/' || strftime(asked_at, '%Y/%m/') || run || '-' || source || '.warc.gz' as warc_file,
    n * 15000 as warc_offset,
    15000 as warc_length,
    'sha1:' || md5(n::varchar) as payload_digest,
    'text/html; charset=utf-8' as content_type,
    case kind when 'reject' then 'reject' when 'later' then 'unchanged' when 'gone' then 'withdrawn' else 'version' end as became,
    if(kind = 'reject', null, article_id) as article_id,
    case
        when kind = 'reject' then ['stub', 'consent', 'soft404', 'listing', 'empty'][1 + (hash(n) % 5)::integer]
        when kind <> 'gone' and not not_modified then 'article'
    end as verdict,
    if(kind <> 'gone' and not not_modified, 'it reads like one', null) as reason,
    if(kind in ('reject', 'gone') or not_modified, null, state_hash) as state_hash,
    if(kind in ('reject', 'gone') or not_modified, null, body_hash) as body_hash,
    'nightdesk 0.1.0' as extractor,
    'utf-8 (http)' as charset,
    if(kind = 'gone' or not_modified, null, asked_at) as read_at
from looks
where kind <> 'failed'
