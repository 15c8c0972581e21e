-- Leaves one row of each new fetch that the files tell of more than once.
create or replace temp table new_fetches as
select *
from new_fetches
qualify row_number() over (partition by fetch_id order by attempt, started_at) = 1
