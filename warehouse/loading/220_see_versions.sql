-- The standing versions may have been seen again. One column at a time: in a file DuckDB stores each that is updated anew.
update versions as v
set last_seen_at = s.last_seen_at
from standing as s
where s.seen_anew and s.place = v.rowid
