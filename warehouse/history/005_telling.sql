-- One row per article whose changes are told next: some of those that wait.
create or replace temp table telling as
select distinct article_id
from untold
order by article_id
limit $some
