-- Notes the texts that are compared now.
insert into compared by name
select body_hash, shingles, scale, kept
from new_texts
