-- One row per article of the index that is gone or has changed.
select k.article_id
from known_there as k
left join now_there as n on n.article_id = k.article_id
where n.digest is distinct from k.digest
