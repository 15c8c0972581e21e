-- Adds the pairs that were found to be copies.
insert into copies by name
select v.article_id, v.other_id, v.jaccard, v.containment
from verified as v
anti join copies as c on c.article_id = v.article_id and c.other_id = v.other_id
