-- The same for an index that is empty.
create or replace temp table known_there as
select article_id, digest
from now_there
where false
