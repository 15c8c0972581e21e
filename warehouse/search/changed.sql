-- One row per article that is new or has changed, with what the index takes of it.
-- By place: the texts of all others are not read.
with
changed as (
    select n.article_id
    from now_there as n
    left join known_there as k on k.article_id = n.article_id
    where k.digest is distinct from n.digest
),
places as (
    select a.rowid as place
    from articles as a
    semi join changed as c on c.article_id = a.article_id
)
select
    a.article_id,
    a.source,
    a.language,
    a.title,
    a.subtitle,
    a.body,
    a.authors,
    a.section,
    a.tags,
    a.dateline,
    a.agency,
    coalesce(a.published_at, a.first_seen_at) as at
from articles as a
semi join places as p on p.place = a.rowid
