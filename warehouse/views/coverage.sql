-- One row per source and day, from its first visit to the newest of any source: what came, and if nothing came, why.
create or replace view coverage as
with
nights as (
    select distinct run, logical_date as day
    from crawls
),
days as (
    select source, unnest(generate_series(min(logical_date)::timestamp, (select max(logical_date) from crawls)::timestamp, interval 1 day))::date as day
    from crawls
    group by source
),
asked_to as (
    select distinct unnest(sources) as source, logical_date as day
    from runs
),
visits as (
    select
        source,
        logical_date as day,
        count(*) as visits,
        sum(discovered) as discovered,
        sum(known) as known,
        arg_max(ended, finished_at) as ended
    from crawls
    group by source, logical_date
),
outcomes as (
    select
        f.source,
        n.day,
        count(*) filter (where f.purpose = 'article') as fetched,
        count(*) filter (where f.purpose = 'article' and f.outcome = 'ok') as served,
        count(*) filter (where f.purpose = 'article' and f.outcome = 'unchanged') as unchanged,
        count(*) filter (where f.purpose not in ('article', 'robots', 'terms', 'resource') and f.outcome in ('ok', 'unchanged')) as announced,
        count(*) filter (where f.purpose not in ('article', 'robots', 'terms', 'resource') and f.outcome = 'unchanged') as announced_before,
        count(*) filter (where f.outcome in ('blocked', 'throttled')) as blocked,
        count(*) filter (where f.outcome = 'robots_denied') as robots_denied,
        count(*) filter (where f.outcome = 'robots_unreachable') as robots_unreachable,
        count(*) filter (
            where f.outcome in ('timeout', 'dns_error', 'connection_error', 'tls_error', 'protocol_error', 'server_error', 'truncated')
        ) as unreachable,
        count(*) filter (where f.outcome in ('over_budget', 'cancelled')) as left_out
    from fetches as f
    inner join nights as n on n.run = f.run
    group by f.source, n.day
),
pages as (
    select
        c.source,
        n.day,
        c.became,
        c.verdict,
        count(*) as pages,
        count(*) filter (where c.became = 'version' and e.capture_id is null) as articles,
        count(*) filter (where c.became = 'version' and e.capture_id is null and r.article_id is not null) as copies
    from captures as c
    inner join nights as n on n.run = c.run
    left join changes as e on e.capture_id = c.capture_id
    left join (
        select a.article_id
        from articles as a
        inner join stories as s on s.story_id = a.story_id
        where s.members > 1 and s.first_article_id <> a.article_id
    ) as r on r.article_id = c.article_id
    where c.became in ('version', 'duplicate', 'reject', 'unread')
    group by c.source, n.day, c.became, c.verdict
),
became as (
    select
        source,
        day,
        sum(pages) filter (where became = 'version') as versions,
        sum(pages) filter (where became = 'duplicate') as duplicates,
        sum(pages) filter (where became = 'reject') as rejected,
        sum(pages) filter (where became = 'reject' and verdict = 'stub') as stubs,
        sum(pages) filter (where became = 'unread') as unread,
        map_from_entries(list((verdict, pages) order by pages desc, verdict) filter (where became = 'reject')) as rejected_by_verdict,
        sum(articles) as articles,
        sum(copies) as copies
    from pages
    group by source, day
)
select
    d.source,
    d.day,
    case
        when v.visits is null and t.source is not null then 'the visit failed'
        when v.visits is null and d.day not in (select day from nights) then 'we were down'
        when v.visits is null then 'not visited'
        when coalesce(b.articles, 0) > 0 then 'articles'
        when coalesce(b.versions, 0) > 0 then 'edits only'
        when o.robots_unreachable > 0 and o.served = 0 then 'robots.txt unreachable'
        when o.robots_denied > 0 and o.served = 0 and o.unchanged = 0 then 'denied by robots.txt'
        when o.blocked > 0 and o.served = 0 then 'blocked'
        when b.stubs > 0 and b.stubs = b.rejected then 'all stubs'
        when b.rejected > 0 then 'no page was an article'
        when b.unread > 0 then 'served, but not read'
        when o.unreachable > 0 and o.served = 0 and (o.unchanged = 0 or o.announced = 0) then 'unreachable'
        when v.ended like 'failed%' then 'the visit failed'
        when v.ended like 'cancelled%' then 'the visit was cancelled'
        when o.left_out > 0 and o.served = 0 then 'left out by a limit'
        when v.discovered = 0 and coalesce(o.announced_before, 0) = 0 and coalesce(o.fetched, 0) = 0 then 'nothing announced'
        else 'nothing new'
    end as state,
    coalesce(v.discovered, 0) as discovered,
    coalesce(v.known, 0) as known,
    coalesce(o.fetched, 0) as fetched,
    coalesce(o.unchanged, 0) as unchanged,
    coalesce(o.blocked, 0) as blocked,
    coalesce(o.robots_denied, 0) as robots_denied,
    coalesce(o.unreachable, 0) as unreachable,
    coalesce(o.left_out, 0) as left_out,
    coalesce(b.rejected, 0) as rejected,
    b.rejected_by_verdict,
    coalesce(b.articles, 0) as articles,
    coalesce(b.copies, 0) as copies,
    coalesce(b.duplicates, 0) as duplicates,
    v.ended
from days as d
left join asked_to as t on t.source = d.source and t.day = d.day
left join visits as v on v.source = d.source and v.day = d.day
left join outcomes as o on o.source = d.source and o.day = d.day
left join became as b on b.source = d.source and b.day = d.day
order by d.day, d.source
;
comment on view coverage is 'One row per source and day, from the sources first visit to the newest of any source: what came, and if nothing came, why.';
comment on column coverage.source is 'The source; see sources.';
comment on column coverage.day is 'The night that the visit was for (its logical date).';
comment on column coverage.state is 'What the day came to: articles, edits only, nothing new, nothing announced, all stubs, no page was an article, blocked, denied by robots.txt, robots.txt unreachable, unreachable, left out by a limit, served but not read, the visit failed, the visit was cancelled, not visited (others were), we were down (no source was visited).';
comment on column coverage.discovered is 'Candidates that the source announced.';
comment on column coverage.known is 'Of the discovered: known already, and not due for another look.';
comment on column coverage.fetched is 'Article pages that were asked for.';
comment on column coverage.unchanged is 'Of those: not modified since the last look, as the server said.';
comment on column coverage.blocked is 'Requests of any kind that were refused or throttled by the server.';
comment on column coverage.robots_denied is 'Requests that robots.txt forbids, so none was made.';
comment on column coverage.unreachable is 'Requests that failed: time-outs, no connection, server errors.';
comment on column coverage.left_out is 'Pages left out because a limit was reached or the visit was cancelled.';
comment on column coverage.rejected is 'Pages that were no article; see rejects.';
comment on column coverage.rejected_by_verdict is 'The rejected pages by verdict, the commonest first.';
comment on column coverage.articles is 'Articles seen for the first time.';
comment on column coverage.copies is 'Of those: copies of a story that another article had first.';
comment on column coverage.duplicates is 'Pages with the same title and text as an article under another address.';
comment on column coverage.ended is 'How the last visit of the day ended; see crawls.';
