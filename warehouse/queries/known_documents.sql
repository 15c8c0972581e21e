-- One row per feed, sitemap or section page of a source: the validators of its last good fetch, the documents it named.
-- None for a document that announced a page we still owe a visit: a 304 would hide it. For the same reason none from a
-- visit that did not come to its end, nor from a backfill, which looks for other days, nor from one after `now`: it
-- was made with a wrong clock, and may have left aside as old what is not.
with
finished as (
    select run
    from crawls
    where
        source = $source
        and kind <> 'backfill'
        and started_at <= $now
        and ended in ('complete', 'pages', 'minutes', 'bytes', 'host_failing')
),
pages as (
    select
        url_key,
        arg_max(outcome, started_at) as outcome,
        list(distinct via_url) as announced_by
    from fetches
    where source = $source and purpose = 'article'
    group by url_key
),
owing as (
    select unnest(announced_by) as url
    from pages
    where
        outcome in (
            'cancelled', 'over_budget', 'throttled', 'server_error', 'truncated', 'timeout', 'dns_error',
            'connection_error', 'tls_error', 'protocol_error', 'robots_unreachable', 'failed'
        )
),
answered as (
    select url, run, outcome, etag, last_modified, started_at
    from fetches
    where
        source = $source
        and purpose in ('feed', 'sitemap', 'section', 'archive', 'home')
        and outcome in ('ok', 'unchanged')
        and run in (select run from finished)
        and url not in (select url from owing where url is not null)
),
named as (
    select distinct run, via_url, purpose, url
    from fetches
    where source = $source and purpose in ('feed', 'sitemap') and via_url is not null and redirect_of is null
),
last_read as (
    select url, arg_max(run, started_at) as run
    from answered
    where outcome = 'ok'
    group by url
),
leads as (
    select r.url, list({'purpose': n.purpose, 'url': n.url} order by n.purpose, n.url) as leads_to
    from last_read as r
    inner join named as n on n.run = r.run and n.via_url = r.url
    group by r.url
)
select
    a.url,
    arg_max(a.etag, a.started_at) filter (where a.etag is not null) as etag,
    arg_max(a.last_modified, a.started_at) filter (where a.last_modified is not null) as last_modified,
    any_value(l.leads_to) as leads_to
from answered as a
left join leads as l on l.url = a.url
group by a.url
order by a.url
