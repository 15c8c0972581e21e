-- A capture became nothing, or two things.
select c.capture_id, c.url, c.became
from captures as c
left join versions as v on v.capture_id = c.capture_id
left join rejects as r on r.capture_id = c.capture_id
where
    c.became not in (
        'version', 'unchanged', 'duplicate', 'reject', 'announcement', 'redirect', 'error', 'withdrawn'
    )
    or (c.became = 'version') <> (v.capture_id is not null)
    or (c.became = 'reject') <> (r.capture_id is not null)
