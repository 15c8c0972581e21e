-- One row: the newest snapshot of the lake, and when it was committed (UTC).
select snapshot_id as snapshot, snapshot_time as committed_at
from ducklake_snapshots('warehouse')
where snapshot_id = (select id from ducklake_current_snapshot('warehouse'))
