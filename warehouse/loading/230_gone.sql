-- One row per touched article that was found gone after it was last seen, and when first.
create or replace temp table gone as
with
last_seen as (
    select article_id, max(last_seen_at) as last_seen_at
    from islands
    group by article_id
),
gone_fetches as materialized (
    select source, url_key, started_at
    from fetches
    where outcome = 'gone' and purpose = 'article' and started_at >= $since
)
select l.article_id, min(f.started_at) as withdrawn_at
from last_seen as l
inner join theirs as a on a.article_id = l.article_id and a.role = 'main'
inner join gone_fetches as f on f.source = a.source and f.url_key = a.url_key
where f.started_at > l.last_seen_at
group by l.article_id
