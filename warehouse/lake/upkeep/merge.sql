-- Small files of a table and month become large ones.
call ducklake_merge_adjacent_files('warehouse')
