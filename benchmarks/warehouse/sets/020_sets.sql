-- One row per kept shingle of those texts: 20 of what they repeat, 3 of their own, 2 of what their source prints everywhere.
create or replace temp table new_fingerprints as
select
    case
        when k < 20 then hash(origin * 32 + k)
        when k < 23 then hash(number * 32 + k)
        else hash(source, k)
    end::ubigint as hash,
    body_hash,
    source
from new_texts
cross join range(25) as r (k)
