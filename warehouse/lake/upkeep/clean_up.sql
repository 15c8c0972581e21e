-- Files that no snapshot needs any more are removed; not at once, as somebody may still be reading them.
call ducklake_cleanup_old_files('warehouse', older_than => now() - interval 1 day)
