-- One row per state of an article, oldest first.
select
    valid_from_at,
    valid_to_at,
    title,
    subtitle,
    authors,
    body
from versions
where article_id = $article_id
order by valid_from_at
