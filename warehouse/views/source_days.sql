-- One row per source and day that it was visited: the figures that tell whether all is as usual.
create or replace view source_days as
with
visits as (
    select
        source,
        logical_date as day,
        list(distinct run) as runs,
        sum(discovered) as discovered,
        arg_max(ended, finished_at) as ended
    from crawls
    group by source, logical_date
),
asked as (
    select f.*, r.logical_date as day
    from fetches as f
    inner join (select distinct run, source, logical_date from crawls) as r on r.run = f.run and r.source = f.source
),
outcomes as (
    select
        source,
        day,
        count(*) filter (where purpose = 'article') as fetched,
        count(*) as requests,
        count(*) filter (where outcome in ('blocked', 'throttled')) as blocked,
        count(*) filter (where outcome = 'robots_denied') as robots_denied,
        count(*) filter (
            where outcome in ('timeout', 'dns_error', 'connection_error', 'tls_error', 'protocol_error', 'server_error', 'robots_unreachable')
        ) as unreachable,
        max(try_cast(notices['tls-not-after'] as timestamptz)) as certificate_ends_at
    from asked
    group by source, day
),
announcements as (
    select source, day, announced_url as url, bool_or(outcome in ('ok', 'unchanged')) as answered
    from asked
    where purpose in ('feed', 'sitemap', 'section')
    group by source, day, announced_url
),
feeds as (
    select source, day, list(url order by url) filter (where not answered) as failing
    from announcements
    group by source, day
),
rules as (
    select a.source, a.day, arg_max(c.payload_digest, a.started_at) as robots_digest
    from asked as a
    inner join captures as c on c.fetch_id = a.fetch_id
    where a.purpose = 'robots' and a.outcome = 'ok'
    group by a.source, a.day
),
fresh as (
    select a.source, f.day, a.word_count, a.title, a.published_at
    from captures as c
    inner join asked as f on f.fetch_id = c.fetch_id
    inner join versions as v on v.capture_id = c.capture_id
    inner join articles as a on a.article_id = v.article_id and a.first_seen_at = v.valid_from_at
    where c.became = 'version'
),
titles as (
    select source, day, max(n) as commonest
    from (select source, day, title, count(*) as n from fresh group by source, day, title)
    group by source, day
),
read_articles as (
    select
        source,
        day,
        count(*) as articles,
        median(word_count) as words,
        count(*) filter (where published_at is null) as undated
    from fresh
    group by source, day
),
refused as (
    select a.source, a.day, count(*) as rejected
    from captures as c
    inner join asked as a on a.fetch_id = c.fetch_id
    where c.became = 'reject'
    group by a.source, a.day
)
select
    v.source,
    v.day,
    coalesce(v.discovered, 0) as discovered,
    coalesce(o.fetched, 0) as fetched,
    coalesce(o.requests, 0) as requests,
    coalesce(r.articles, 0) as articles,
    coalesce(x.rejected, 0) as rejected,
    coalesce(o.blocked, 0) as blocked,
    coalesce(o.robots_denied, 0) as robots_denied,
    coalesce(o.unreachable, 0) as unreachable,
    r.words,
    coalesce(r.undated, 0) as undated,
    coalesce(t.commonest, 0) as same_title,
    coalesce(f.failing, []) as failing,
    u.robots_digest,
    o.certificate_ends_at,
    v.ended
from visits as v
left join outcomes as o on o.source = v.source and o.day = v.day
left join feeds as f on f.source = v.source and f.day = v.day
left join rules as u on u.source = v.source and u.day = v.day
left join read_articles as r on r.source = v.source and r.day = v.day
left join titles as t on t.source = v.source and t.day = v.day
left join refused as x on x.source = v.source and x.day = v.day
;
comment on view source_days is 'One row per source and day that it was visited: the figures that tell whether all is as usual; see source_health.';
comment on column source_days.source is 'The source; see sources.';
comment on column source_days.day is 'The night that the visit was for (its logical date).';
comment on column source_days.discovered is 'Candidates that the source announced.';
comment on column source_days.fetched is 'Article pages that were asked for.';
comment on column source_days.requests is 'Attempts of any kind, those that were never sent too.';
comment on column source_days.articles is 'Articles seen for the first time.';
comment on column source_days.rejected is 'Pages that were no article; see rejects.';
comment on column source_days.blocked is 'Attempts that the server refused or throttled.';
comment on column source_days.robots_denied is 'Attempts that robots.txt forbids.';
comment on column source_days.unreachable is 'Attempts that failed: time-outs, no connection, server errors.';
comment on column source_days.words is 'Median number of words of the new articles; NULL if there were none.';
comment on column source_days.undated is 'New articles without a date of publication.';
comment on column source_days.same_title is 'How many new articles carry the commonest title among them.';
comment on column source_days.failing is 'Feeds, sitemaps and sections that could not be read that day.';
comment on column source_days.robots_digest is 'Digest of robots.txt as it was served; NULL if it was not.';
comment on column source_days.certificate_ends_at is 'When the certificate of the site ends (UTC); NULL if it has none, or it was not seen.';
comment on column source_days.ended is 'How the last visit of the day ended; see crawls.';
