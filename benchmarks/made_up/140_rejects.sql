-- One row per page that was no article.
insert into rejects by name
select capture_id, run, source, url, url_key, verdict, 'it looked so' as reason, fetched_at, 'nightdesk 0.1.0' as extractor
from captures
where became = 'reject'
