-- Stories that have other members, or another first one.
update stories as s
set members = c.members, first_article_id = c.first_article_id
from counted as c
where
    c.place = s.rowid
    and c.members > 0
    and (s.members <> c.members or s.first_article_id <> c.first_article_id)
