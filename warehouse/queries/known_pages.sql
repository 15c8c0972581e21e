-- One row per address of a source that was looked at: when it is due again, its validators, whether it is an article.
with
asked as (
    select
        announced_url as url,
        any_value(url_key) filter (where redirect_of is null) as url_key,
        arg_max(outcome, started_at) as outcome,
        min(started_at) as first_seen_at
    from fetches
    where source = $source and purpose = 'article' and started_at <= $now
    group by announced_url
),
pages as (
    select l.url_key, a.url, a.article_id as page, l.role, a.first_seen_at, true as is_article
    from aliases as l
    inner join articles as a on a.article_id = l.article_id
    where l.source = $source
    union all
    select
        url_key,
        arg_max(url, fetched_at) as url,
        url_key as page,
        'main' as role,
        min(fetched_at) as first_seen_at,
        false as is_article
    from rejects
    where source = $source and url_key not in (select url_key from aliases where source = $source)
    group by url_key
    union all
    select
        url_key,
        arg_max(url, first_seen_at) as url,
        url_key as page,
        'main' as role,
        min(first_seen_at) as first_seen_at,
        false as is_article
    from asked
    where
        outcome in ('gone', 'blocked', 'client_error', 'too_large', 'url_refused')
        and url_key is not null
        and url_key not in (select url_key from aliases where source = $source)
        and url_key not in (select url_key from rejects where source = $source)
    group by url_key
),
fetched as (
    select
        url_key,
        max(started_at) as last_look_at,
        arg_max(etag, started_at) filter (where outcome = 'ok') as etag,
        arg_max(last_modified, started_at) filter (where outcome = 'ok') as last_modified
    from fetches
    where
        source = $source
        and purpose = 'article'
        and outcome in ('ok', 'unchanged', 'gone', 'redirected', 'blocked', 'client_error', 'too_large', 'url_refused')
        and started_at <= $now
    group by url_key
),
looks as (
    select p.page, max(f.last_look_at) as last_look_at
    from pages as p
    inner join fetched as f on f.url_key = p.url_key
    group by p.page
),
lost as (
    select distinct s.url_key
    from losses as s
    where
        s.source = $source
        and not exists (
            from captures as c
            where
                c.source = s.source
                and c.url_key = s.url_key
                and c.fetched_at > s.noted_at
                and c.became in ('version', 'unchanged', 'duplicate', 'reject')
        )
)
select
    p.url_key,
    p.url,
    if(
        p.role = 'duplicate',
        null,
        if(
            list_contains(cast($revisits as double[]), 0) or p.url_key in (select url_key from lost),
            p.first_seen_at,
            list_min(
                list_filter(
                    list_transform(cast($revisits as double[]), lambda s: p.first_seen_at + to_microseconds((s * 1e6)::bigint)),
                    lambda due_at: due_at > coalesce(l.last_look_at, p.first_seen_at)
                )
            )
        )
    ) as due_at,
    if(p.role = 'main' and p.url_key not in (select url_key from lost), f.etag, null) as etag,
    if(p.role = 'main' and p.url_key not in (select url_key from lost), f.last_modified, null) as last_modified,
    p.is_article
from pages as p
left join looks as l on l.page = p.page
left join fetched as f on f.url_key = p.url_key
order by p.url_key
