-- Tells where captures lie that were saved from a damaged file.
update captures as c
set
    warc_file = $warc_file,
    warc_offset = m.warc_offset,
    warc_length = m.warc_length
from moved as m
where m.capture_id = c.capture_id
