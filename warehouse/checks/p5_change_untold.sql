-- A version follows another, but what it changed was not told and does not wait to be; or a change is told that no two versions show.
with
followed as (
    select
        article_id,
        capture_id,
        lag(state_hash) over (partition by article_id order by valid_from_at, capture_id) as before_hash,
        state_hash
    from versions
)
select coalesce(f.article_id, c.article_id) as article_id, coalesce(f.capture_id, c.capture_id) as capture_id
from (select * from followed where before_hash is not null) as f
full join changes as c on c.article_id = f.article_id and c.capture_id = f.capture_id
where
    (c.before_hash is distinct from f.before_hash or c.state_hash is distinct from f.state_hash)
    and coalesce(f.article_id, c.article_id) not in (select article_id from untold)
