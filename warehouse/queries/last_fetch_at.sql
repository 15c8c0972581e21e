-- One row: how the last attempt to get a page of this URL key ended, and why it is no article if it is a reject.
select
    f.url,
    f.started_at,
    f.outcome,
    f.reason,
    r.verdict,
    r.reason as verdict_reason,
    c.warc_file,
    c.warc_offset,
    c.warc_length
from fetches as f
left join captures as c on c.capture_id = f.capture_id
left join rejects as r on r.url_key = f.url_key and r.source = f.source
where f.url_key = $url_key
order by f.started_at desc
limit 1
