-- Each capture of a rejected page either is the reject or found it unchanged.
update captures as c
set became = if(r.again, 'unchanged', 'reject')
from rejected as r
where r.capture_id = c.capture_id and c.became <> if(r.again, 'unchanged', 'reject')
