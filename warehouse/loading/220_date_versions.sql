-- The standing versions may have been seen again, or followed by another.
update versions as v
set
    valid_from_at = i.valid_from_at,
    valid_to_at = i.valid_to_at,
    last_seen_at = i.last_seen_at
from islands as i
where
    i.article_id = v.article_id
    and i.capture_id = v.capture_id
    and (
        v.valid_to_at is distinct from i.valid_to_at
        or v.last_seen_at <> i.last_seen_at
        or v.valid_from_at <> i.valid_from_at
    )
