-- One row per version of a touched article that is right as it stands: when it was seen, and what of that is new.
create or replace temp table standing as
select
    v.place,
    v.article_id,
    v.capture_id,
    i.valid_from_at,
    i.valid_to_at,
    i.last_seen_at,
    v.valid_from_at <> i.valid_from_at as begins_anew,
    v.valid_to_at is distinct from i.valid_to_at as ends_anew,
    v.last_seen_at <> i.last_seen_at as seen_anew
from held as v
inner join islands as i on i.article_id = v.article_id and i.capture_id = v.capture_id
where
    v.state_hash = i.state_hash
    and v.capture_id not in (select capture_id from new_readings)
