-- One row per feed, sitemap or section page of these sources: the validators of its last good fetch, the documents it named.
-- None for a document that announced a page we still owe a visit: a 304 would hide it. For the same reason none from a
-- visit that did not come to its end, nor from a backfill, which looks for other days, nor from one after `now`: it
-- was made with a wrong clock, and may have left aside as old what is not.
with
finished as (
    select run, source
    from crawls
    where
        source in (select unnest(cast($sources as varchar[])))
        and kind <> 'backfill'
        and started_at <= $now
        and ended in ('complete', 'pages', 'minutes', 'bytes', 'host_failing')
),
failing as (
    select distinct source, url_key
    from fetches
    where
        source in (select unnest(cast($sources as varchar[])))
        and purpose = 'article'
        and outcome in (
            'cancelled', 'over_budget', 'throttled', 'server_error', 'truncated', 'timeout', 'dns_error',
            'connection_error', 'tls_error', 'protocol_error', 'robots_unreachable', 'failed'
        )
),
pages as (
    select
        f.source,
        f.url_key,
        arg_max(f.outcome, f.started_at) as outcome,
        list(distinct f.via_url) as announced_by
    from fetches as f
    semi join failing as o on o.source = f.source and o.url_key = f.url_key
    where f.purpose = 'article'
    group by f.source, f.url_key
),
owing as (
    select distinct source, unnest(announced_by) as url
    from pages
    where
        outcome in (
            'cancelled', 'over_budget', 'throttled', 'server_error', 'truncated', 'timeout', 'dns_error',
            'connection_error', 'tls_error', 'protocol_error', 'robots_unreachable', 'failed'
        )
),
answered as (
    select f.source, f.url, f.run, f.outcome, f.etag, f.last_modified, f.started_at
    from fetches as f
    semi join finished as d on d.run = f.run and d.source = f.source
    anti join owing as o on o.source = f.source and o.url = f.url
    where
        f.purpose in ('feed', 'sitemap', 'section', 'archive', 'home')
        and f.outcome in ('ok', 'unchanged')
),
named as (
    select distinct source, run, via_url, purpose, url
    from fetches
    where
        source in (select unnest(cast($sources as varchar[])))
        and purpose in ('feed', 'sitemap')
        and via_url is not null
        and redirect_of is null
),
last_read as (
    select source, url, arg_max(run, started_at) as run
    from answered
    where outcome = 'ok'
    group by source, url
),
leads as (
    select r.source, r.url, list({'purpose': n.purpose, 'url': n.url} order by n.purpose, n.url) as leads_to
    from last_read as r
    inner join named as n on n.source = r.source and n.run = r.run and n.via_url = r.url
    group by r.source, r.url
)
select
    a.source,
    a.url,
    arg_max(a.etag, a.started_at) filter (where a.etag is not null) as etag,
    arg_max(a.last_modified, a.started_at) filter (where a.last_modified is not null) as last_modified,
    any_value(l.leads_to) as leads_to
from answered as a
left join leads as l on l.source = a.source and l.url = a.url
group by a.source, a.url
order by a.source, a.url
