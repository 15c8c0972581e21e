-- One row per state of an article, oldest first.
select
    valid_from_at,
    valid_to_at,
    last_seen_at,
    capture_id,
    language,
    title,
    subtitle,
    authors,
    body,
    roles,
    corrections
from versions
where article_id = $article_id
order by valid_from_at, capture_id
