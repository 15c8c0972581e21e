-- One row per thing of these that somebody else has now.
select
    name,
    holder,
    words,
    until_at
from leases
where
    name in (select unnest(cast($names as varchar[])))
    and holder <> $holder
    and until_at > $now
order by name
