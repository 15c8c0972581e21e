-- Notes the texts that are compared now.
insert into fingerprinted by name
select n.article_id, n.source, n.body_hash, n.shingles, n.kept
from new_texts as n
