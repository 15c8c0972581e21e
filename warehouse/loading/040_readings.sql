-- One row per reading of the batch that is new, or newer than the one the warehouse has of the same capture. The page itself stays in read_readings.
create or replace temp table new_readings as
select
    r.capture_id,
    c.run as capture_run,
    r.source,
    r.url,
    r.url_key,
    r.aliases,
    r.alias_keys,
    c.fetched_at,
    r.verdict,
    r.reason,
    r.is_article,
    r.extractor,
    r.charset,
    r.published_at,
    r.plain_title,
    r.body_hash,
    r.text_hash,
    r.state_hash,
    c.article_id as former_article_id,
    c.state_hash as former_state_hash,
    c.became as former_became
from read_readings as r
inner join read_captures as c on c.capture_id = r.capture_id
where c.read_at is null or (c.run <> $run and c.read_at < $started_at)
