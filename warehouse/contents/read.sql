-- The captures without the time of the run that read them: a rebuild may read once what was read twice.
create or replace temp view captures_read as
select * exclude (read_at)
from captures
