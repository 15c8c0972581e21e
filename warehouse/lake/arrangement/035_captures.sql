-- The Parquet files of captures by month (UTC): a load writes to few of them, a question about a month reads few.
alter table captures
set partitioned by (year(fetched_at), month(fetched_at))
