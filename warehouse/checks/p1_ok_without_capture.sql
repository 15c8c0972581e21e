-- A page was read to its end, but there is no capture of it.
select f.fetch_id, f.url
from fetches as f
left join captures as c on c.capture_id = f.capture_id
where f.outcome in ('ok', 'unchanged') and c.capture_id is null
