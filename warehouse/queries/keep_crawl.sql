-- Adds what one source's visit came to, unless it or a later try of it is known.
insert into crawls (
    run, source, logical_date, kind, started_at, finished_at, ended, discovered, known, fetched, warc_file, limits, findings
)
select
    $run,
    $source,
    $logical_date,
    $kind,
    $started_at,
    $finished_at,
    $ended,
    $discovered,
    $known,
    $fetched,
    $warc_file,
    cast(cast($limits as json) as map(varchar, bigint)),
    cast($findings as varchar[])
where not exists (from crawls where run = $run and source = $source)
