-- The answers.
insert into captures by name
select
    unnest([capture_id, later_capture_id]) as capture_id,
    unnest([fetch_id, later_fetch_id]) as fetch_id,
    unnest([run, strftime(seen_at + interval 7 day, '%Y-%m-%d') || '-nightly-00000001']) as run,
    source,
    url,
    url_key,
    unnest([seen_at, seen_at + interval 7 day]) as fetched_at,
    'warc/' || source || '/' || strftime(seen_at, '%Y/%m/') || run || '-' || source || '.warc.gz' as warc_file,
    n * 15000 as warc_offset,
    15000 as warc_length,
    'sha1:' || md5(n::varchar) as payload_digest,
    'text/html; charset=utf-8' as content_type,
    unnest(['version', 'unchanged']) as became,
    article_id,
    unnest(['article', if(n % 2 = 0, 'article', null)]) as verdict,
    unnest(['it reads like one', if(n % 2 = 0, 'it reads like one', null)]) as reason,
    unnest([state_hash, if(n % 2 = 0, state_hash, null)]) as state_hash,
    unnest([body_hash, if(n % 2 = 0, body_hash, null)]) as body_hash,
    'nightdesk 0.1.0' as extractor,
    'utf-8 (http)' as charset,
    unnest([seen_at, if(n % 2 = 0, seen_at + interval 7 day, null)]) as read_at
from drawn
order by fetched_at
