-- One row per story that a touched article carries or carried.
create or replace temp table told as
select story_id
from articles
where article_id in (select article_id from touched)
union
select story_id
from stories
where first_article_id in (select article_id from touched)
