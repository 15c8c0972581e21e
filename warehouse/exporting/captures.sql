-- One row per response that shows a chosen article, in the month it was fetched.
create or replace temp view exported as
select
    *,
    fetched_at as placed_at
from captures
where article_id in (select article_id from chosen)
