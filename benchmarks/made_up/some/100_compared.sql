-- One row per text.
insert into compared by name
select distinct body_hash, word_count as shingles, 32 as scale, 4 as kept
from drawn
