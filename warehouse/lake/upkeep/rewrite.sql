-- Files of which a twentieth of the rows was deleted or changed are written anew: only files without such are put together.
call ducklake_rewrite_data_files('warehouse', delete_threshold => 0.05)
