-- Rows that lie in the catalog, as few were written at once, go into Parquet files.
call ducklake_flush_inlined_data('warehouse')
