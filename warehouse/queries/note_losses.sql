-- Adds captures that no record holds any more.
insert into losses
select
    c.capture_id,
    c.source,
    c.url_key,
    $reason as reason,
    $noted_at as noted_at
from captures as c
inner join lost as l on l.capture_id = c.capture_id
where c.capture_id not in (select capture_id from losses)
