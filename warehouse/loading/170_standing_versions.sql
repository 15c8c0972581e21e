-- One row per version of a touched article that is right as it stands.
create or replace temp table standing as
select v.place, v.article_id, v.capture_id
from held as v
inner join islands as i on i.article_id = v.article_id and i.capture_id = v.capture_id
where
    v.state_hash = i.state_hash
    and v.capture_id not in (select capture_id from new_readings)
