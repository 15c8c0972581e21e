-- One row: how many readings speak of a capture that was not found.
select count(*) as unplaced
from read_readings
where capture_id not in (select capture_id from read_captures)
