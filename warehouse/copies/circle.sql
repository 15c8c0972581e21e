-- One row per text that may change its story: texts that came or went, those newly found alike, and then their copies.
create or replace temp table circle as
select body_hash from moved
where body_hash is not null
union
select former_hash from moved
where former_hash is not null
union
select unnest([body_hash, other_hash]) from newly_alike
