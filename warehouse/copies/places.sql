-- One row per wanted text that still stands in a version, and the row where; 122,880 rows are a row group.
create or replace temp table places as
select body_hash, min(rowid) as place, min(rowid) // 122880 as stretch
from versions
where body_hash in (select body_hash from wanted)
group by body_hash
