-- One row per wanted text of one month: no file of another is read.
select p.body_hash, v.body
from versions as v
inner join (select * from places where stretch = $stretch) as p on p.place = v.capture_id
where v.valid_from_at >= $stretch and v.valid_from_at < $stretch + interval 1 month
