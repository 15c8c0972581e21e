-- The Parquet files of versions by month (UTC): a load writes to few of them, a question about a month reads few.
alter table versions
set partitioned by (year(valid_from_at), month(valid_from_at))
