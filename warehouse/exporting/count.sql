-- One row: how many rows a file of Parquet has.
select count(*) as n
from read_parquet($path)
