-- One row per version of those articles but its first, with the version before it.
create or replace temp table pairs as
select *
from (
    select
        article_id,
        source,
        capture_id,
        state_hash,
        valid_from_at as seen_at,
        lag(capture_id) over told as before_capture_id,
        lag(state_hash) over told as before_hash,
        lag(last_seen_at) over told as seen_before_at,
        rowid as place,
        lag(rowid) over told as before_place
    from versions
    where article_id in (select article_id from telling)
    window told as (partition by article_id order by valid_from_at, capture_id)
)
where before_capture_id is not null
