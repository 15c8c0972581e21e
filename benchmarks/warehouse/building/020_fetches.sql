-- Each article was asked for on two nights: it was new, and a week later it was the same (every other one by a 304).
insert into fetches by name
select
    unnest([fetch_id, later_fetch_id]) as fetch_id,
    unnest([run, strftime(seen_at + interval 7 day, '%Y-%m-%d') || '-nightly-00000001']) as run,
    source,
    'article' as purpose,
    url,
    url_key,
    url as announced_url,
    unnest([seen_at, seen_at + interval 7 day]) as started_at,
    0.4 as seconds,
    unnest(['ok', if(n % 2 = 0, 'ok', 'unchanged')]) as outcome,
    unnest(['200', if(n % 2 = 0, '200', '304')]) as reason,
    unnest([200, if(n % 2 = 0, 200, 304)]) as http_status,
    60000 as bytes,
    1 as attempt,
    '"' || n || '"' as etag,
    unnest([capture_id, later_capture_id]) as capture_id,
    unnest(['feed', 'revisit']) as via,
    map() as notices
from drawn
order by started_at
