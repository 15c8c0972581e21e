-- The ledger.
insert into fetches by name
select
    fetch_id,
    run,
    source,
    'article' as purpose,
    url,
    url_key,
    url as announced_url,
    asked_at as started_at,
    if(kind = 'failed', 30.0, 0.4) as seconds,
    case
        when kind = 'failed' then ['blocked', 'timeout', 'robots_denied', 'server_error'][1 + (hash(fetch_id) % 4)::integer]
        when kind = 'gone' then 'gone'
        when not_modified then 'unchanged'
        else 'ok'
    end as outcome,
    'it was so' as reason,
    case when kind = 'failed' then 503 when kind = 'gone' then 410 when not_modified then 304 else 200 end as http_status,
    if(kind = 'failed', 0, 60000) as bytes,
    1 as attempt,
    '"' || n || '"' as etag,
    capture_id,
    if(kind in ('first', 'reject'), 'feed', 'revisit') as via,
    map() as notices
from looks
