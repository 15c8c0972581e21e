-- The first answer that says an article is gone is its withdrawal, the next ones say nothing new.
update captures as c
set became = d.became
from (
    select
        s.capture_id,
        s.fetched_at,
        s.became as former,
        if(
            row_number() over (
                partition by s.article_id, s.sightings
                order by s.fetched_at, s.capture_id
            ) = 1,
            'withdrawn',
            'unchanged'
        ) as became
    from (
        select
            *,
            count(*) filter (where state_hash is not null)
                over (partition by article_id order by fetched_at, capture_id) as sightings
        from seen
    ) as s
    inner join answers as a on a.capture_id = s.capture_id
    where a.outcome = 'gone'
) as d
where d.capture_id = c.capture_id and d.fetched_at = c.fetched_at and d.became <> d.former
