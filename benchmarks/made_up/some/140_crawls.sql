-- One row per night and source.
insert into crawls by name
select
    run, source, min(asked_at)::date as logical_date, 'nightly' as kind, min(asked_at) as started_at, max(asked_at) as finished_at,
    'complete' as ended, count(*) as discovered, 0 as known, count(*) as fetched, [] as findings
from looks as l
where not exists (from crawls as c where c.run = l.run and c.source = l.source)
group by run, source
