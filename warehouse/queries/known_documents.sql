-- One row per feed, sitemap or section page of a source, with the validators of its last good fetch.
select
    url,
    arg_max(etag, started_at) filter (where etag is not null) as etag,
    arg_max(last_modified, started_at) filter (where last_modified is not null) as last_modified
from fetches
where
    source = $source
    and purpose in ('feed', 'sitemap', 'section', 'archive', 'home')
    and outcome in ('ok', 'unchanged')
group by url
order by url
