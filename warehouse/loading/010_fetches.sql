-- One row per fetch of the batch that the warehouse does not have yet. The time spares a look at all others.
create or replace temp table new_fetches as
select *
from read_fetches
where fetch_id not in (
    select f.fetch_id
    from fetches as f
    semi join read_fetches as r on r.fetch_id = f.fetch_id and r.started_at = f.started_at
)
