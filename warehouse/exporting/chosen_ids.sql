-- One row per article that was asked for by its id.
create or replace temp table chosen as
select distinct article_id
from asked_for
