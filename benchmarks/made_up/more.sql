-- One row per article of the next night.
insert into articles by name
select
    * replace (
        printf('%016x', hash(article_id || 'later')) as article_id,
        url || '?later' as url,
        url_key || '?later' as url_key,
        'Later: ' || title as title,
        published_at + interval 1 day as published_at
    )
from articles
limit $n
