-- The Parquet files of fetches by month (UTC): a load writes to few of them, a question about a month reads few.
alter table fetches
set partitioned by (year(started_at), month(started_at))
