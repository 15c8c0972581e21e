-- One row per fetch of the batch that the warehouse does not have yet.
create or replace temp table new_fetches as
select
    fetch_id,
    run,
    source,
    purpose,
    url,
    url_key,
    announced_url,
    started_at,
    seconds,
    outcome,
    reason,
    http_status,
    bytes,
    attempt,
    redirect_of,
    location,
    etag,
    last_modified,
    capture.capture_id as capture_id,
    candidate.via as via,
    candidate.via_url as via_url,
    candidate.title as hinted_title,
    candidate.published_at as hinted_published_at,
    candidate.modified_at as hinted_modified_at,
    notices,
    capture
from read_json(
    $fetches,
    format = 'newline_delimited',
    maximum_object_size = $longest,
    columns = {
        fetch_id: 'VARCHAR',
        run: 'VARCHAR',
        source: 'VARCHAR',
        purpose: 'VARCHAR',
        url: 'VARCHAR',
        url_key: 'VARCHAR',
        announced_url: 'VARCHAR',
        started_at: 'TIMESTAMPTZ',
        seconds: 'DOUBLE',
        outcome: 'VARCHAR',
        reason: 'VARCHAR',
        http_status: 'INTEGER',
        bytes: 'BIGINT',
        attempt: 'INTEGER',
        redirect_of: 'VARCHAR',
        location: 'VARCHAR',
        etag: 'VARCHAR',
        last_modified: 'VARCHAR',
        capture: 'STRUCT(capture_id VARCHAR, warc_file VARCHAR, warc_offset BIGINT, warc_length BIGINT, payload_digest VARCHAR, content_type VARCHAR)',
        candidate: 'STRUCT(via VARCHAR, via_url VARCHAR, title VARCHAR, published_at TIMESTAMPTZ, modified_at TIMESTAMPTZ)',
        notices: 'MAP(VARCHAR, VARCHAR)'
    }
)
where fetch_id not in (select fetch_id from fetches)
qualify row_number() over (partition by fetch_id order by attempt, started_at) = 1
