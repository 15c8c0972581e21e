-- One row per thing of these that the holder still had, and has now for longer.
update leases
set until_at = $until_at
where
    name in (select unnest(cast($names as varchar[])))
    and holder = $holder
    and until_at > $now
returning name
