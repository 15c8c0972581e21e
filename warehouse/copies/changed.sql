-- One row per article whose text was not compared yet, or is another since.
select a.article_id, a.source, a.body_hash, a.body
from articles as a
left join fingerprinted as f on f.article_id = a.article_id
where f.article_id is null or f.body_hash is distinct from a.body_hash
order by a.article_id
