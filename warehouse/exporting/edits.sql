-- One row per change of a chosen article, in the month it was seen.
create or replace temp view exported as
select
    *,
    seen_at as placed_at
from edits
where article_id in (select article_id from chosen)
