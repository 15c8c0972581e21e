-- An address that turned out to be an article's own leads to it; others may have been seen earlier than we knew.
update aliases as a
set
    article_id = if(g.anew, g.article_id, a.article_id),
    role = if(g.anew, g.role, a.role),
    first_seen_at = if(g.anew, a.first_seen_at, g.fetched_at)
from given as g
where g.place = a.rowid and (g.anew or g.earlier)
