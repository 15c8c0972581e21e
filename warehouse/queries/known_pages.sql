-- Looks up every address of these sources that was looked at: when it is due again, its validators, what was announced of it.
create or replace temp table known_pages as
with
refusals as (
    select distinct source, announced_url
    from fetches
    where
        source in (select unnest(cast($sources as varchar[])))
        and purpose = 'article'
        and outcome in ('gone', 'blocked', 'client_error', 'too_large', 'url_refused')
        and started_at <= $now
),
asked as (
    select
        f.source,
        f.announced_url as url,
        any_value(f.url_key) filter (where f.redirect_of is null) as url_key,
        arg_max(f.outcome, f.started_at) as outcome,
        min(f.started_at) as first_seen_at
    from fetches as f
    semi join refusals as r on r.source = f.source and r.announced_url = f.announced_url
    where f.purpose = 'article' and f.started_at <= $now
    group by f.source, f.announced_url
),
pages as (
    select l.source, l.url_key, a.url, a.article_id as page, l.role, a.first_seen_at, true as is_article
    from aliases as l
    inner join articles as a on a.article_id = l.article_id
    where l.source in (select unnest(cast($sources as varchar[])))
    union all
    select
        r.source,
        r.url_key,
        arg_max(r.url, r.fetched_at) as url,
        r.url_key as page,
        'main' as role,
        min(r.fetched_at) as first_seen_at,
        false as is_article
    from rejects as r
    anti join aliases as l on l.source = r.source and l.url_key = r.url_key
    where r.source in (select unnest(cast($sources as varchar[])))
    group by r.source, r.url_key
    union all
    select
        q.source,
        q.url_key,
        arg_max(q.url, q.first_seen_at) as url,
        q.url_key as page,
        'main' as role,
        min(q.first_seen_at) as first_seen_at,
        false as is_article
    from asked as q
    anti join aliases as l on l.source = q.source and l.url_key = q.url_key
    anti join rejects as r on r.source = q.source and r.url_key = q.url_key
    where
        q.outcome in ('gone', 'blocked', 'client_error', 'too_large', 'url_refused')
        and q.url_key is not null
    group by q.source, q.url_key
),
fetched as (
    select
        source,
        url_key,
        max(started_at) as last_look_at,
        arg_max(etag, started_at) filter (where outcome = 'ok') as etag,
        arg_max(last_modified, started_at) filter (where outcome = 'ok') as last_modified,
        max(started_at) filter (where hinted_title is not null) as titled_at,
        arg_max(hinted_title, started_at) filter (where hinted_title is not null) as title,
        min(started_at) filter (where hinted_published_at is not null) as dated_at,
        arg_min(hinted_published_at, started_at) filter (where hinted_published_at is not null) as published_at
    from fetches
    where
        source in (select unnest(cast($sources as varchar[])))
        and purpose = 'article'
        and outcome in ('ok', 'unchanged', 'gone', 'redirected', 'blocked', 'client_error', 'too_large', 'url_refused')
        and started_at <= $now
    group by source, url_key
),
looks as (
    select
        p.source,
        p.page,
        max(f.last_look_at) as last_look_at,
        arg_max(f.title, f.titled_at) filter (where f.title is not null and p.role <> 'duplicate') as title,
        arg_min(f.published_at, f.dated_at) filter (where f.published_at is not null and p.role <> 'duplicate') as published_at
    from pages as p
    inner join fetched as f on f.source = p.source and f.url_key = p.url_key
    group by p.source, p.page
),
lost as (
    select distinct s.source, s.url_key
    from losses as s
    where
        s.source in (select unnest(cast($sources as varchar[])))
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
    p.source,
    p.url_key,
    p.url,
    if(
        p.role = 'duplicate',
        null,
        if(
            list_contains(cast($revisits as double[]), 0) or s.url_key is not null,
            p.first_seen_at,
            list_min(
                list_filter(
                    list_transform(cast($revisits as double[]), lambda wait: p.first_seen_at + to_microseconds((wait * 1e6)::bigint)),
                    lambda due_at: due_at > coalesce(l.last_look_at, p.first_seen_at)
                )
            )
        )
    ) as due_at,
    if(p.role = 'main' and s.url_key is null, f.etag, null) as etag,
    if(p.role = 'main' and s.url_key is null, f.last_modified, null) as last_modified,
    p.is_article and p.role = 'main' as is_article,
    p.first_seen_at,
    if(p.role = 'main', l.title, null) as title,
    if(p.role = 'main', l.published_at, null) as published_at
from pages as p
left join looks as l on l.source = p.source and l.page = p.page
left join fetched as f on f.source = p.source and f.url_key = p.url_key
left join lost as s on s.source = p.source and s.url_key = p.url_key
