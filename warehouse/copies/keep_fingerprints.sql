-- Adds the kept shingles of texts that are new.
insert into fingerprints by name
select hash, body_hash, source
from new_fingerprints
