-- One row per text of any version that was not compared yet, in the order in which the texts lie; those of one batch lie together.
create or replace temp table uncompared as
select
    v.body_hash,
    min(v.rowid) as place,
    any_value(v.source) as source,
    row_number() over (order by min(v.rowid)) - 1 as number
from versions as v
anti join compared as c on c.body_hash = v.body_hash
where v.body_hash is not null
group by v.body_hash
