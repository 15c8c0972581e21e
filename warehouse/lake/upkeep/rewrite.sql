-- Files of which most rows were deleted are written anew.
call ducklake_rewrite_data_files('warehouse')
