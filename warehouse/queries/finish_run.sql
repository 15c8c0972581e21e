-- Writes what a run came to; one row if the run is known.
update runs
set
    verdict = $verdict,
    finished_at = $finished_at,
    findings = cast($findings as varchar[])
where run = $run
returning run
