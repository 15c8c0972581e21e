-- One row per wanted text that still stands in a version, the version, and the month (UTC) whose files hold it.
create or replace temp table places as
select
    body_hash,
    min_by(capture_id, (valid_from_at, capture_id)) as place,
    date_trunc('month', min(valid_from_at)) as stretch
from versions
where body_hash in (select body_hash from wanted)
group by body_hash
