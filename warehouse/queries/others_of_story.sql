-- One row per other article that carries the same story, in the order of printing.
select
    b.article_id,
    b.source,
    b.title,
    coalesce(b.published_at, b.first_seen_at) as printed_at
from articles as a
inner join articles as b on b.story_id = a.story_id and b.article_id <> a.article_id
where a.article_id = $article_id
order by printed_at, b.article_id
