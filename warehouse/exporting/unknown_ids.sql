-- One row per id that was asked for and is no article's.
select distinct article_id
from asked_for
where article_id not in (select article_id from articles)
order by article_id
