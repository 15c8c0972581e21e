-- Leaves one reading of each capture that the files read more than once.
create or replace temp table read_readings as
select *
from read_readings
qualify row_number() over (partition by capture_id) = 1
