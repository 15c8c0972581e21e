-- Each article's own address.
insert into aliases by name
select source, url_key, url, article_id, 'main' as role, seen_at as first_seen_at
from drawn
