-- The Parquet files of articles by month (UTC): a load writes to few of them, a question about a month reads few.
alter table articles
set partitioned by (year(first_seen_at), month(first_seen_at))
