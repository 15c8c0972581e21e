-- One row: how many readings of the batch read a capture that another one reads.
select count(*) - count(distinct capture_id) as twice
from read_readings
