-- They may have been seen earlier than we knew, found gone, or have had another number of versions.
update articles as a
set
    first_seen_at = n.first_seen_at,
    withdrawn_at = n.withdrawn_at,
    versions = n.versions
from (
    select h.place, s.first_seen_at, s.withdrawn_at, s.versions
    from held_articles as h
    inner join now_standing as s on s.article_id = h.article_id
    where
        h.article_id not in (select article_id from fresh_articles)
        and (
            h.first_seen_at <> s.first_seen_at
            or h.withdrawn_at is distinct from s.withdrawn_at
            or h.versions <> s.versions
        )
) as n
where a.rowid = n.place
