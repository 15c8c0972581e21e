-- What is left is new: one article per URL key, or per title and text where several keys carry the same.
insert into assigned
with
keys as (
    select
        source,
        url_key,
        min(fetched_at) as first_seen_at,
        min(text_hash) as text_hash,
        count(distinct text_hash) as states,
        min(epoch(published_at)) as published
    from new_readings
    where is_article and capture_id not in (select capture_id from assigned)
    group by source, url_key
),
placed as (
    select
        *,
        first_value(url_key) over twins as first_key,
        max(states) over twins as most_states,
        max(published) over twins - min(published) over twins as apart
    from keys
    window twins as (
        partition by source, text_hash
        order by first_seen_at, url_key
        rows between unbounded preceding and unbounded following
    )
),
named as (
    select
        source,
        url_key,
        case
            when most_states > 1 or coalesce(apart, 0) >= 86400 then url_key
            else first_key
        end as own_key
    from placed
)
select
    r.capture_id,
    article_id_of(n.source, n.own_key) as article_id,
    case when n.own_key = n.url_key then 'main' else 'duplicate' end as role
from new_readings as r
inner join named as n on n.source = r.source and n.url_key = r.url_key
where r.is_article and r.capture_id not in (select capture_id from assigned)
