-- One row per address that an article was seen at, in order.
select url, role
from aliases
where article_id = $article_id
order by first_seen_at, url
