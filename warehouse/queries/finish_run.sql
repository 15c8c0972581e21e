-- Writes what a run came to; says how many rows it wrote: one if the run is known.
update runs
set
    verdict = $verdict,
    finished_at = $finished_at,
    findings = cast($findings as varchar[])
where run = $run
