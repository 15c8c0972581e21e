-- One row per pair of alike texts within the circle.
select body_hash, other_hash, containment
from alike
where body_hash in (from circle) and other_hash in (from circle)
