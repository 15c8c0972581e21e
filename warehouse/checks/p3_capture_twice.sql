-- A capture stands twice in the warehouse.
select capture_id, count(*) as times
from captures
group by capture_id
having count(*) > 1
