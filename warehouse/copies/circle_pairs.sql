-- One row per pair of copies within the circle.
select p.article_id, p.other_id, p.jaccard, p.containment
from copies as p
semi join circle as c on c.article_id = p.article_id
order by p.article_id, p.other_id
