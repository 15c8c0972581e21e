-- One row per response; a twentieth was no article.
insert into captures by name
select
    f.capture_id,
    f.fetch_id,
    f.run,
    f.source,
    f.url,
    f.url_key,
    f.started_at as fetched_at,
    'warc/x.warc.gz' as warc_file,
    0 as warc_offset,
    1000 as warc_length,
    'sha1:x' as payload_digest,
    'text/html' as content_type,
    if(hash(f.fetch_id) % 20 = 0, 'reject', 'version') as became,
    v.article_id,
    if(hash(f.fetch_id) % 20 = 0, ['stub', 'consent', 'soft404', 'listing', 'empty'][1 + (hash(f.url) % 5)::integer], 'article') as verdict,
    v.state_hash,
    v.body_hash
from fetches as f
inner join versions as v on v.capture_id = f.capture_id
