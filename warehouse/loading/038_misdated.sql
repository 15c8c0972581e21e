-- Adds the captures of readings that give them another time.
insert into read_captures
select c.capture_id, c.run, c.fetched_at, c.article_id, c.state_hash, c.became, c.read_at
from captures as c
where
    c.capture_id in (select capture_id from read_readings)
    and c.capture_id not in (select capture_id from read_captures)
