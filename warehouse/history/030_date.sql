-- A known change may have been narrowed down: the state before it was seen again.
update changes as c
set
    before_capture_id = p.before_capture_id,
    seen_before_at = p.seen_before_at,
    seen_at = p.seen_at
from pairs as p
where
    p.article_id = c.article_id
    and p.capture_id = c.capture_id
    and (
        p.before_capture_id <> c.before_capture_id
        or p.seen_before_at <> c.seen_before_at
        or p.seen_at <> c.seen_at
    )
