-- Snapshots are let go once they are old.
call ducklake_expire_snapshots('warehouse', older_than => now() - to_days($days))
