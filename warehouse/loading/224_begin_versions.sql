-- The standing versions may have been seen earlier than we knew.
update versions as v
set valid_from_at = s.valid_from_at
from standing as s
where s.begins_anew and s.place = v.rowid
