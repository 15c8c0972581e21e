-- Frees these things as far as this holder has them.
delete from leases
where
    name in (select unnest(cast($names as varchar[])))
    and holder = $holder
