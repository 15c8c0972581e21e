-- Captures that read the same as one that was read again: they would read the same again.
update captures as c
set
    state_hash = r.state_hash,
    body_hash = r.body_hash
from (
    select
        former_article_id,
        former_state_hash,
        arg_min(state_hash, (fetched_at, capture_id)) as state_hash,
        arg_min(body_hash, (fetched_at, capture_id)) as body_hash
    from new_readings
    where is_article and former_state_hash <> state_hash
    group by former_article_id, former_state_hash
) as r
where
    c.article_id = r.former_article_id
    and c.state_hash = r.former_state_hash
    and c.became <> 'duplicate'
    and c.capture_id not in (select capture_id from new_readings)
