-- One row per reject of a page that this batch speaks of; `again` when the page was rejected for the same before.
create or replace temp table rejected as
select
    capture_id,
    run,
    source,
    url,
    url_key,
    verdict,
    reason,
    fetched_at,
    extractor,
    coalesce(
        verdict = lag(verdict) over (partition by source, url_key order by fetched_at, capture_id),
        false
    ) as again
from captures
where
    fetched_at >= $rejected_since
    and verdict is not null
    and state_hash is null
    and (source, url_key) in (select (source, url_key) from new_readings)
