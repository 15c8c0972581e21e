-- One row per attempt that failed.
insert into fetches by name
select
    uuid()::varchar as fetch_id,
    run,
    source,
    purpose,
    url,
    url_key,
    announced_url,
    started_at,
    30.0 as seconds,
    ['blocked', 'timeout', 'gone', 'robots_denied', 'server_error'][1 + (hash(fetch_id) % 5)::integer] as outcome,
    'it did' as reason,
    403 as http_status,
    0 as bytes,
    1 as attempt,
    via
from fetches
where hash(fetch_id) % 10 = 0
