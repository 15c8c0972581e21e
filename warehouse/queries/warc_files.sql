-- One row per WARC file that captures lie in: where the last of them ends.
select
    warc_file,
    max(warc_offset + warc_length) as ends_at
from captures
where capture_id not in (select capture_id from losses)
group by warc_file
order by warc_file
