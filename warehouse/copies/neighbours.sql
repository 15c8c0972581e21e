-- One row per article that is a copy of one in the circle.
select other_id as article_id
from copies
where article_id in (select article_id from circle)
union
select article_id
from copies
where other_id in (select article_id from circle)
