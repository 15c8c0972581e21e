-- Each sighting of a touched article either opened a version or found it unchanged.
update captures as c
set became = d.became
from (
    select
        c.capture_id,
        if(i.capture_id is null, 'unchanged', 'version') as became
    from captures as c
    left join islands as i on i.capture_id = c.capture_id
    where
        c.article_id in (select article_id from touched)
        and c.state_hash is not null
        and c.became <> 'duplicate'
) as d
where d.capture_id = c.capture_id and d.became <> c.became
