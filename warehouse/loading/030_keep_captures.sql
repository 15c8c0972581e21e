-- Adds the responses of the new fetches, as what the ledger alone makes of them.
insert into captures by name
select
    capture_id,
    fetch_id,
    run,
    source,
    url,
    url_key,
    started_at as fetched_at,
    capture.warc_file as warc_file,
    capture.warc_offset as warc_offset,
    capture.warc_length as warc_length,
    capture.payload_digest as payload_digest,
    capture.content_type as content_type,
    case
        when outcome = 'redirected' then 'redirect'
        when purpose = 'resource' and outcome in ('ok', 'unchanged') then 'resource'
        when purpose <> 'article' and outcome in ('ok', 'unchanged') then 'announcement'
        when outcome = 'ok' then 'unread'
        when outcome = 'unchanged' then 'unchanged'
        else 'error'
    end as became
from new_fetches
where capture_id is not null
qualify row_number() over (partition by capture_id order by fetch_id) = 1
