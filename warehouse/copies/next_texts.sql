-- One row per text of the next batch.
select u.body_hash, u.source, v.body
from uncompared as u
inner join versions as v on v.rowid = u.place
where u.number >= $start and u.number < $stop
order by u.number
