-- One row: how many articles are new or have changed.
select count(*) as articles
from now_there as n
left join known_there as k on k.article_id = n.article_id
where k.digest is distinct from n.digest
