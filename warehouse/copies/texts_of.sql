-- One row per article of the candidate pairs: its text.
select article_id, body
from articles
where article_id in (select article_id from paired union all select other_id from paired)
