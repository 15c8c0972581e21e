-- One row per source that a run visited: what was found, fetched, new, edited, rejected, and what failed.
with
last_attempts as (
    select *
    from fetches
    where run = $run
    qualify row_number() over (partition by source, announced_url, url, redirect_of order by attempt desc, started_at desc) = 1
),
failures as (
    select source, outcome, count(*) as n, any_value(reason) as example
    from last_attempts
    where
        outcome not in ('ok', 'unchanged', 'redirected')
        and not (purpose in ('robots', 'terms') and outcome = 'gone') -- most sites have no such file
    group by source, outcome
),
failed as (
    select
        source,
        map_from_entries(list((outcome, n) order by n desc, outcome)) as failed,
        map_from_entries(list((outcome, example) order by n desc, outcome)) as examples
    from failures
    group by source
),
became as (
    select
        c.source,
        count(*) filter (where f.outcome = 'ok') as pages,
        count(*) filter (where c.became = 'unchanged' and f.outcome <> 'gone') as unchanged,
        count(*) filter (where c.became = 'version' and v.valid_from_at = a.first_seen_at) as new,
        count(*) filter (where c.became = 'version' and v.valid_from_at > a.first_seen_at) as edited,
        count(*) filter (where c.became = 'duplicate') as duplicates,
        count(*) filter (where c.became = 'withdrawn') as withdrawn,
        count(*) filter (where c.became = 'unread') as unread
    from captures as c
    inner join fetches as f on f.fetch_id = c.fetch_id
    left join articles as a on a.article_id = c.article_id
    left join versions as v on v.article_id = c.article_id and v.capture_id = c.capture_id
    where c.run = $run and f.purpose = 'article'
    group by c.source
),
verdicts as (
    select source, verdict, count(*) as n
    from rejects
    where run = $run
    group by source, verdict
),
rejected as (
    select source, map_from_entries(list((verdict, n) order by n desc, verdict)) as rejected
    from verdicts
    group by source
),
quarantined as (
    select source, count(*) as quarantined
    from quarantine
    where run = $run
    group by source
),
visited as (
    select source from crawls where run = $run
    union
    select source from last_attempts
    union
    select unnest(sources) as source from runs where run = $run
)
select
    s.source,
    coalesce(c.discovered, 0) as found,
    coalesce(c.known, 0) as known,
    coalesce(c.fetched, 0) as fetched,
    coalesce(b.pages, 0) as pages,
    coalesce(b.unchanged, 0) as unchanged,
    coalesce(b.new, 0) as new,
    coalesce(b.edited, 0) as edited,
    coalesce(b.duplicates, 0) as duplicates,
    coalesce(b.withdrawn, 0) as withdrawn,
    coalesce(b.unread, 0) as unread,
    coalesce(q.quarantined, 0) as quarantined,
    r.rejected,
    f.failed,
    f.examples,
    coalesce(epoch(c.finished_at) - epoch(c.started_at), 0) as seconds,
    c.ended,
    coalesce(c.findings, []) as findings
from visited as s
left join crawls as c on c.run = $run and c.source = s.source
left join became as b on b.source = s.source
left join rejected as r on r.source = s.source
left join failed as f on f.source = s.source
left join quarantined as q on q.source = s.source
order by s.source
