-- One row per wanted text of one stretch of rows: no other row is read.
select p.body_hash, v.body
from versions as v
inner join (select * from places where stretch = $stretch) as p on p.place = v.rowid
