-- One row per host that was slow to answer a run: median seconds and requests, the slowest first.
select
    regexp_extract(url, '^[a-z]+://([^/]*)', 1) as host,
    round(median(seconds), 1) as seconds,
    count(*) as requests
from fetches
where run = $run and http_status is not null
group by host
having median(seconds) >= 2
order by seconds desc, host
limit 10
