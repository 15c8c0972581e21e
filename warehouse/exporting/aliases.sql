-- One row per address of a chosen article, in the month it was first seen.
create or replace temp view exported as
select
    *,
    first_seen_at as placed_at
from aliases
where article_id in (select article_id from chosen)
