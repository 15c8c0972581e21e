-- One row per capture that the batch read, as it was known before. The time spares a look at all others.
create or replace temp table read_captures as
select c.capture_id, c.run, c.fetched_at, c.article_id, c.state_hash, c.became, c.read_at
from captures as c
semi join read_readings as r on r.capture_id = c.capture_id and r.fetched_at = c.fetched_at
