-- One row per page that was no article.
insert into rejects by name
select capture_id, run, source, url, url_key, ['stub', 'consent', 'soft404', 'listing', 'empty'][1 + (hash(n) % 5)::integer] as verdict, 'it looked so' as reason, asked_at as fetched_at, 'nightdesk 0.1.0' as extractor
from looks
where kind = 'reject'
