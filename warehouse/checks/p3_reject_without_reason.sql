-- A reject has no reason.
select capture_id, url, verdict
from rejects
where reason = ''
