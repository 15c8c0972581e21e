-- The Parquet files of changes by month (UTC): a load writes to few of them, a question about a month reads few.
alter table changes
set partitioned by (year(seen_at), month(seen_at))
