-- Adds the addresses that are new.
insert into aliases (source, url_key, url, article_id, role, first_seen_at)
select source, url_key, url, article_id, role, fetched_at
from given
where place is null
