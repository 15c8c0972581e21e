-- One row per article that a search found, with what is shown of it.
select
    a.article_id,
    a.source,
    a.title,
    a.subtitle,
    a.authors,
    a.language,
    a.published_at,
    a.first_seen_at,
    a.url,
    a.body
from articles as a
where a.article_id in (select unnest(from_json($ids, '["VARCHAR"]')))
