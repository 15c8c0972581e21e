-- One row per text.
insert into compared by name
select distinct body_hash, 300 as shingles, 32 as scale, 10 as kept
from articles
