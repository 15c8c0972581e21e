-- One row per limit that a run hit: how often, and at how many sources.
select
    limit_name,
    sum(hits) as hits,
    count(*) as sources
from (
    select source, unnest(map_keys(limits)) as limit_name, unnest(map_values(limits)) as hits
    from crawls
    where run = $run
)
where hits > 0
group by limit_name
order by hits desc, limit_name
