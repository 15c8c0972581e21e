-- One row per address.
insert into aliases by name
select source, url_key, url, article_id, 'main' as role, first_seen_at
from articles
