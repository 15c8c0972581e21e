-- One row per capture that lies in one WARC file.
select
    capture_id,
    warc_offset,
    warc_length
from captures
where warc_file = $warc_file and capture_id not in (select capture_id from losses)
