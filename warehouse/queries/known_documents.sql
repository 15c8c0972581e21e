-- One row per feed, sitemap or section page of a source, with the validators of its last good fetch.
-- None for a document that announced a page we still owe a visit: a 304 would hide it.
with
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
)
select
    url,
    arg_max(etag, started_at) filter (where etag is not null) as etag,
    arg_max(last_modified, started_at) filter (where last_modified is not null) as last_modified
from fetches
where
    source = $source
    and purpose in ('feed', 'sitemap', 'section', 'archive', 'home')
    and outcome in ('ok', 'unchanged')
    and url not in (select url from owing where url is not null)
group by url
order by url
