-- One row per night.
insert into runs by name
select run, 'nightly' as kind, min(seen_at)::date as logical_date, min(seen_at) as started_at, max(seen_at) as finished_at, 'complete' as verdict
from drawn
group by run
