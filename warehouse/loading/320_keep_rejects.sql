-- Adds a reject when a page begins to be one, or is one for another reason.
insert into rejects by name
select * exclude (again)
from rejected
where not again
