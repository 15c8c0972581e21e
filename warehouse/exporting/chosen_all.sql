-- One row per article: all of them.
create or replace temp table chosen as
select article_id
from articles
