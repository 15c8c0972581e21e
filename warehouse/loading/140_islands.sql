-- One row per state of a touched article: its sightings in order of time, equal neighbours taken together.
create or replace temp table islands as
with
sightings as (
    select
        article_id,
        capture_id,
        fetched_at,
        state_hash,
        lag(state_hash) over seen as state_before
    from seen
    where state_hash is not null and became <> 'duplicate'
    window seen as (partition by article_id order by fetched_at, capture_id)
),
numbered as (
    select
        *,
        count(*) filter (where state_before is distinct from state_hash)
            over (partition by article_id order by fetched_at, capture_id) as island
    from sightings
),
states as (
    select
        article_id,
        island,
        any_value(state_hash) as state_hash,
        arg_min(capture_id, (fetched_at, capture_id)) as capture_id,
        min(fetched_at) as valid_from_at,
        max(fetched_at) as last_seen_at
    from numbered
    group by article_id, island
)
select
    *,
    lead(valid_from_at) over (partition by article_id order by island) as valid_to_at
from states
