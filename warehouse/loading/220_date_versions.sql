-- The standing versions may have been seen again, or followed by another.
update versions as v
set
    valid_from_at = n.valid_from_at,
    valid_to_at = n.valid_to_at,
    last_seen_at = n.last_seen_at
from (
    select s.place, i.valid_from_at, i.valid_to_at, i.last_seen_at
    from standing as s
    inner join held as h on h.place = s.place
    inner join islands as i on i.article_id = s.article_id and i.capture_id = s.capture_id
    where
        h.valid_to_at is distinct from i.valid_to_at
        or h.last_seen_at <> i.last_seen_at
        or h.valid_from_at <> i.valid_from_at
) as n
where v.rowid = n.place
