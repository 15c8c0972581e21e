-- One row: how many touched articles no capture shows any more.
select count(*) as vanished
from touched
where article_id not in (select article_id from now_standing)
