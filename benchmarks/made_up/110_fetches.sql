-- One row per attempt: one for each version, and a tenth that failed.
insert into fetches by name
select
    md5(v.capture_id)::uuid::varchar as fetch_id,
    strftime(v.valid_from_at, '%Y-%m-%d') || '-nightly' as run,
    v.source,
    'article' as purpose,
    v.url,
    v.url as url_key,
    v.url as announced_url,
    v.valid_from_at as started_at,
    0.3 as seconds,
    if(hash(v.capture_id || 'x') % 10 = 0, 'unchanged', 'ok') as outcome,
    'read' as reason,
    200 as http_status,
    30000 as bytes,
    1 as attempt,
    v.capture_id,
    'feed' as via
from versions as v
