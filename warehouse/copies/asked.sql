-- One row per candidate pair that is looked at now.
create or replace temp table asked as
select body_hash, other_hash
from candidates
where number >= $start and number < $stop
