-- One row per pair of neighbouring versions whose difference was not told yet, those that lie near each other together.
create or replace temp table new_pairs as
select
    p.*,
    row_number() over (order by p.before_place, p.place) - 1 as number
from pairs as p
anti join changes as c on c.article_id = p.article_id and c.capture_id = p.capture_id
