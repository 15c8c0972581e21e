-- One row: the snapshot of the DuckLake that all of it was read from, and when that was committed (UTC).
select
    snapshot as lake_snapshot,
    committed_at as lake_committed_at
from published_from
