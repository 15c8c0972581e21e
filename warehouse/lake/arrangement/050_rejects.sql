-- The Parquet files of rejects by month (UTC): a load writes to few of them, a question about a month reads few.
alter table rejects
set partitioned by (year(fetched_at), month(fetched_at))
