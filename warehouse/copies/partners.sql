-- One row per article that lost a copy by an edit.
create or replace temp table bereft as
select other_id as article_id
from copies
where article_id in (select article_id from outdated)
union
select article_id
from copies
where other_id in (select article_id from outdated)
