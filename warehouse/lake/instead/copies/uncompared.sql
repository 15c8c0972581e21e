-- One row per text of any version that was not compared yet, in the order in which the texts came; and the version.
create or replace temp table uncompared as
select
    v.body_hash,
    min_by(v.capture_id, (v.valid_from_at, v.capture_id)) as place,
    any_value(v.source) as source,
    row_number() over (order by min((v.valid_from_at, v.capture_id))) - 1 as number
from versions as v
anti join compared as c on c.body_hash = v.body_hash
where v.body_hash is not null
group by v.body_hash
