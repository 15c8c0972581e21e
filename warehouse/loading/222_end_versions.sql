-- The standing versions may have been followed by another.
update versions as v
set valid_to_at = s.valid_to_at
from standing as s
where s.ends_anew and s.place = v.rowid
