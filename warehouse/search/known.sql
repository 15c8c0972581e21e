-- One row per article of the index, with its digest.
create or replace temp table known_there as
select article_id, digest
from read_parquet($path)
