-- One row per source and day, from its first visit to the newest of any source: what came, and if nothing came, why.
create or replace view coverage as
with
days as (
    select source, unnest(generate_series(min(logical_date)::timestamp, (select max(logical_date) from crawls)::timestamp, interval 1 day))::date as day
    from crawls
    group by source
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
asked as (
    select f.source, r.logical_date as day, f.purpose, f.outcome, f.reason, f.fetch_id
    from fetches as f
    inner join (select distinct run, logical_date from crawls) as r on r.run = f.run
),
outcomes as (
    select
        source,
        day,
        count(*) filter (where purpose = 'article') as fetched,
        count(*) filter (where purpose = 'article' and outcome = 'unchanged') as unchanged,
        count(*) filter (where outcome in ('blocked', 'throttled')) as blocked,
        count(*) filter (where outcome = 'robots_denied') as robots_denied,
        count(*) filter (where outcome = 'robots_unreachable') as robots_unreachable,
        count(*) filter (where outcome in ('timeout', 'dns_error', 'connection_error', 'tls_error', 'protocol_error', 'server_error')) as unreachable,
        count(*) filter (where outcome in ('over_budget', 'cancelled')) as left_out
    from asked
    group by source, day
),
became as (
    select
        a.source,
        a.day,
        count(*) filter (where c.became = 'version') as versions,
        count(*) filter (where c.became = 'duplicate') as duplicates,
        count(*) filter (where c.became = 'reject') as rejected,
        count(*) filter (where c.became = 'reject' and c.verdict = 'stub') as stubs
    from asked as a
    inner join captures as c on c.fetch_id = a.fetch_id
    where a.purpose = 'article'
    group by a.source, a.day
),
verdicts as (
    select source, day, map_from_entries(list((verdict, pages) order by pages desc, verdict)) as rejected_by_verdict
    from (
        select a.source, a.day, c.verdict, count(*) as pages
        from asked as a
        inner join captures as c on c.fetch_id = a.fetch_id
        where c.became = 'reject'
        group by a.source, a.day, c.verdict
    )
    group by source, day
),
first_seen as (
    select a.source, r.day, count(*) as articles, count(*) filter (where s.first_article_id <> a.article_id) as copies
    from articles as a
    inner join stories as s on s.story_id = a.story_id
    inner join versions as v on v.article_id = a.article_id and v.valid_from_at = a.first_seen_at
    inner join captures as c on c.capture_id = v.capture_id
    inner join asked as r on r.fetch_id = c.fetch_id
    group by a.source, r.day
)
select
    d.source,
    d.day,
    case
        when v.visits is null then 'not visited'
        when coalesce(n.articles, 0) > 0 then 'articles'
        when coalesce(b.versions, 0) > 0 then 'edits only'
        when o.robots_unreachable > 0 then 'robots.txt unreachable'
        when o.robots_denied > 0 and o.fetched = o.robots_denied then 'denied by robots.txt'
        when o.blocked > 0 and o.fetched <= o.blocked + o.unchanged then 'blocked'
        when b.stubs > 0 and b.stubs = b.rejected then 'all stubs'
        when b.rejected > 0 then 'no page was an article'
        when v.discovered = 0 and o.unreachable > 0 then 'unreachable'
        when v.ended like 'failed%' then 'the visit failed'
        when v.discovered = 0 then 'nothing announced'
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
    r.rejected_by_verdict,
    coalesce(n.articles, 0) as articles,
    coalesce(n.copies, 0) as copies,
    coalesce(b.duplicates, 0) as duplicates,
    v.ended
from days as d
left join visits as v on v.source = d.source and v.day = d.day
left join outcomes as o on o.source = d.source and o.day = d.day
left join became as b on b.source = d.source and b.day = d.day
left join verdicts as r on r.source = d.source and r.day = d.day
left join first_seen as n on n.source = d.source and n.day = d.day
order by d.day, d.source
;
comment on view coverage is 'One row per source and day, from the sources first visit to the newest of any source: what came, and if nothing came, why.';
comment on column coverage.source is 'The source; see sources.';
comment on column coverage.day is 'The night that the visit was for (its logical date).';
comment on column coverage.state is 'What the day came to: articles, edits only, nothing new, nothing announced, not visited, blocked, denied by robots.txt, robots.txt unreachable, all stubs, no page was an article, unreachable, the visit failed.';
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
