-- Forgets what an earlier try of the same visit came to; its fetches stay.
delete from crawls
where run = $run and source = $source and finished_at < $finished_at
