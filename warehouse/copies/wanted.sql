-- One row per text of those pairs that is not in the batch, so must be fetched.
create or replace temp table wanted as
select body_hash
from (
    select body_hash from asked
    union
    select other_hash from asked
)
where body_hash not in (select body_hash from new_texts)
