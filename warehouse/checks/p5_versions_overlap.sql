-- Versions of an article overlap or leave a gap, or the article does not stand as its last version.
with
ordered as (
    select
        *,
        lead(valid_from_at) over (partition by article_id order by valid_from_at) as next_from_at
    from versions
)
select article_id, capture_id, valid_from_at
from ordered
where valid_to_at is distinct from next_from_at
union all
select a.article_id, a.capture_id, a.first_seen_at
from articles as a
left join versions as v on v.article_id = a.article_id and v.valid_to_at is null
where v.capture_id is null or v.body_hash is distinct from a.body_hash or v.title is distinct from a.title
