-- Adds the copies of the texts of the circle.
insert into circle
select distinct body_hash
from (
    select a.other_hash as body_hash
    from alike as a
    semi join circle as c on c.body_hash = a.body_hash
    union all
    select a.body_hash
    from alike as a
    semi join circle as c on c.body_hash = a.other_hash
)
where body_hash not in (from circle)
