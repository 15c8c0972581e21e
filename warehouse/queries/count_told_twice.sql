-- One row: how many lines tell of a new fetch that another one tells of.
select count(*) - count(distinct fetch_id) as twice
from new_fetches
