-- A run ended without a verdict of ours.
select run, kind
from runs
where finished_at is not null and verdict is null
