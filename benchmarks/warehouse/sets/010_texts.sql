-- One row per made-up text of a stretch of numbers: a twentieth repeats most of one printed up to 50,000 texts before.
create or replace temp table new_texts as
select
    n as number,
    md5(n::varchar)::uuid as body_hash,
    's' || n % 2000 as source,
    if(hash(n) % 20 = 0, greatest(n - 1 - (hash(n + 1000000007) % 50000)::bigint, 0), n) as origin,
    400 as shingles,
    16 as scale,
    25 as kept
from range($start, $stop) as r (n)
