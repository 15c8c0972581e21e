-- One row per article that is new or has changed, with what the index takes of it.
select
    a.article_id,
    a.source,
    a.language,
    a.title,
    a.subtitle,
    a.body,
    a.authors,
    a.section,
    a.tags,
    a.dateline,
    a.agency,
    coalesce(a.published_at, a.first_seen_at) as at
from articles as a
inner join now_there as n on n.article_id = a.article_id
left join known_there as k on k.article_id = a.article_id
where k.digest is distinct from n.digest
