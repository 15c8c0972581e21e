-- One row per night.
insert into runs by name
select
    strftime(day, '%Y-%m-%d') || '-nightly' as run,
    'nightly' as kind,
    day::date as logical_date,
    day as started_at,
    day + interval 1 hour as finished_at,
    'complete' as verdict,
    [] as findings
from generate_series(timestamptz '2022-01-01', timestamptz '2025-12-31', interval 1 day) as g(day)
