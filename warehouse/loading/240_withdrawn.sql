-- The first answer that says an article is gone is its withdrawal, the next ones say nothing new.
update captures as c
set became = d.became
from (
    select
        c.capture_id,
        if(
            count(*) filter (where f.outcome = 'gone') over (
                partition by c.article_id, sightings
                order by c.fetched_at, c.capture_id
            ) = 1,
            'withdrawn',
            'unchanged'
        ) as became,
        f.outcome
    from (
        select
            *,
            count(*) filter (where state_hash is not null)
                over (partition by article_id order by fetched_at, capture_id) as sightings
        from captures
        where article_id in (select article_id from touched)
    ) as c
    inner join fetches as f on f.fetch_id = c.fetch_id
    where f.outcome = 'gone'
) as d
where d.capture_id = c.capture_id and d.became <> c.became
