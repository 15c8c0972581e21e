-- One row per chosen article, in the month it was published, or first seen where the page gives no time.
create or replace temp view exported as
select
    *,
    coalesce(published_at, first_seen_at) as placed_at
from articles
where article_id in (select article_id from chosen)
