-- One row per text and kept shingle that a new text has too, in all the archive.
create or replace temp table looked_up as
select hash, body_hash, source
from fingerprints
where hash in (select hash from new_fingerprints)
