-- Each sighting of a touched article either opened a version or found it unchanged.
update captures as c
set became = d.became
from (
    select
        s.capture_id,
        s.fetched_at,
        if(i.capture_id is null, 'unchanged', 'version') as became
    from seen as s
    left join islands as i on i.capture_id = s.capture_id
    where
        s.state_hash is not null
        and s.became <> 'duplicate'
        and s.became <> if(i.capture_id is null, 'unchanged', 'version')
) as d
where d.capture_id = c.capture_id and d.fetched_at = c.fetched_at
