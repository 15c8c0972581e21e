-- Adds a run, unless it is known.
insert into runs (run, kind, logical_date, started_at, sources, parameters)
select $run, $kind, $logical_date, $started_at, cast($sources as varchar[]), cast($parameters as json)
where not exists (from runs where run = $run)
