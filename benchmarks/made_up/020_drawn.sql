-- One row per article to be: which story, source, hour and version count it gets. A tenth are copies.
create or replace temp table drawn as
select
    i,
    printf('%016x', hash(i)) as article_id,
    if(i % 10 = 0 and i > 0, i - 1 - (hash(i * 7) % 5)::bigint, i) as story,
    printf('s%02d', floor(50 * pow(hash(i * 11) / 18446744073709551616.0, 2))::integer) as source,
    timestamptz '2022-01-01 00:00:00+00' + to_seconds((i * 126144000 // $n) + (hash(i * 3) % 3600)::bigint) as published_at,
    if(hash(i * 13) % 20 = 0, 2, 1) as versions,
    (hash(i * 17) % 2 = 0 and i % 10 = 0) as credited
from range($n) as r(i)
