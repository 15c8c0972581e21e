-- One row per source and night of the thirty before a day: how many articles were new.
select
    source,
    day,
    articles
from source_days
where day between $day - 29 and $day
order by day, source
