-- One row per pair of a new text and any other that share enough kept shingles to be compared word by word.
-- Texts that also share what is printed everywhere must share more of the rest. What both keep, the coarser scale says.
create or replace temp table candidates as
with
-- Without what is printed everywhere before it is joined: that alone would be as many rows as both sides multiplied.
telling as materialized (
    select n.body_hash, n.hash
    from new_fingerprints as n
    where n.hash not in (from everywhere)
),
counted as (
    select n.body_hash, f.body_hash as other_hash, count(*) as shared
    from telling as n
    inner join looked_up as f on f.hash = n.hash and f.body_hash <> n.body_hash
    group by n.body_hash, f.body_hash
    having count(*) >= 2
),
idle as (
    select n.body_hash, n.hash
    from new_fingerprints as n
    where n.hash in (from everywhere)
),
idle_shared as (
    select c.body_hash, c.other_hash, count(*) as idle
    from counted as c
    inner join idle as i on i.body_hash = c.body_hash
    inner join looked_up as f on f.hash = i.hash and f.body_hash = c.other_hash
    group by c.body_hash, c.other_hash
),
measured as (
    select
        c.body_hash,
        c.other_hash,
        c.shared,
        coalesce(s.idle, 0) as idle,
        least(
            (a.kept - coalesce(s.idle, 0)) * a.scale,
            (b.kept - coalesce(s.idle, 0)) * b.scale
        ) / greatest(a.scale, b.scale) as enough
    from counted as c
    inner join compared as a on a.body_hash = c.body_hash
    inner join compared as b on b.body_hash = c.other_hash
    left join idle_shared as s on s.body_hash = c.body_hash and s.other_hash = c.other_hash
    where least(a.shingles, b.shingles) >= $least
)
select
    body_hash,
    other_hash,
    row_number() over (order by body_hash, other_hash) - 1 as number
from (
    select distinct
        least(body_hash, other_hash) as body_hash,
        greatest(body_hash, other_hash) as other_hash
    from measured
    where shared >= enough * if(idle > 0, 0.6, 0.35)
)
