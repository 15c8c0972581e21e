-- One row per source and month that has rows to export.
select
    source,
    strftime(placed_at, '%Y-%m') as month,
    min(placed_at) as first_at,
    max(placed_at) as last_at
from exported
group by all
order by all
