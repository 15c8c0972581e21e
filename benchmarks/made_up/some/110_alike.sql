-- One row per pair of texts that are nearly the same.
insert into alike by name
select distinct least(a.body_hash, b.body_hash) as body_hash, greatest(a.body_hash, b.body_hash) as other_hash, 0.9 as jaccard, 1.0 as containment
from drawn as a
inner join drawn as b on b.n = a.story
where a.n <> b.n and a.body_hash <> b.body_hash
