-- One row per night and source.
insert into crawls by name
select
    run, source, min(seen_at)::date as logical_date, 'nightly' as kind, min(seen_at) as started_at, max(seen_at) as finished_at,
    'complete' as ended, count(*) as discovered, 0 as known, count(*) as fetched
from drawn
group by run, source
