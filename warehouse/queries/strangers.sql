-- One row per reading whose capture is in no ledger that was loaded.
select
    coalesce(r.json ->> 'source', '') as source,
    left(r.json::varchar, 10000) as record
from read_json_objects($readings, format = 'newline_delimited', maximum_object_size = $longest) as r
where r.json ->> 'capture_id' not in (select capture_id from captures)
