-- Adds the kept shingles of texts that are new.
insert into fingerprints by name
select n.hash, n.article_id, n.source
from new_fingerprints as n
