-- One row per state of a chosen article, in the month it was first seen.
create or replace temp view exported as
select
    *,
    valid_from_at as placed_at
from versions
where article_id in (select article_id from chosen)
