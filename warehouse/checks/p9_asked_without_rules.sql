-- A page was asked for in a visit whose robots.txt could not be read because the server failed.
select f.fetch_id, f.source, f.url
from fetches as f
inner join fetches as r
    on r.run = f.run
    and r.source = f.source
    and r.purpose = 'robots'
    and regexp_extract(r.announced_url, '^[a-z]+://[^/]*') = regexp_extract(f.url, '^[a-z]+://[^/]*')
where
    f.purpose = 'article'
    and f.http_status is not null
group by f.fetch_id, f.source, f.url
having bool_and(r.outcome in ('server_error', 'throttled', 'timeout', 'dns_error', 'connection_error', 'tls_error'))
