-- One row per row to export of a source and a time, in an order that is always the same.
select * exclude (placed_at)
from exported
where source = $source and placed_at >= $first_at and placed_at <= $last_at
order by article_id, placed_at
