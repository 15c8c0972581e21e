-- The articles that say nothing new may have been seen again, or found gone.
update articles as a
set
    first_seen_at = s.first_seen_at,
    last_seen_at = s.last_seen_at,
    withdrawn_at = s.withdrawn_at,
    versions = s.versions
from now_standing as s
where
    s.article_id = a.article_id
    and (
        a.last_seen_at <> s.last_seen_at
        or a.first_seen_at <> s.first_seen_at
        or a.withdrawn_at is distinct from s.withdrawn_at
        or a.versions <> s.versions
    )
