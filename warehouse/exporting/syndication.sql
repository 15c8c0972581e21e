-- One row per chosen article of a story that more than one source printed, in the month it was printed.
create or replace temp view exported as
select
    *,
    printed_at as placed_at
from syndication
where article_id in (select article_id from chosen)
