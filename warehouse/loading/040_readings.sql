-- One row per reading of the batch that is new, or newer than the one the warehouse has of the same capture.
create or replace temp table new_readings as
with
spoken as (
    select
        *,
        list_transform(article.paragraphs, lambda p: p.text) as blocks,
        array_to_string(blocks, ' ') as line
    from read_readings
),
plained as (
    select
        * exclude (blocks, line),
        array_to_string(blocks, e'\n\n') as body,
        plain(article.title) as plain_title,
        plain(line) as plain_body
    from spoken
)
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
    r.verdict in ('article', 'live_blog') as is_article,
    r.extractor,
    r.charset,
    r.provenance,
    r.losers,
    r.article,
    r.body,
    r.plain_title,
    r.plain_body,
    hash_of(r.plain_body) as body_hash,
    hash_of(concat_ws(chr(31), r.plain_title, r.plain_body)) as text_hash,
    hash_of(
        concat_ws(
            chr(31),
            r.plain_title,
            r.plain_body,
            coalesce(plain(r.article.subtitle), ''),
            coalesce(plain(array_to_string(r.article.authors, chr(30))), '')
        )
    ) as state_hash,
    c.article_id as former_article_id,
    c.state_hash as former_state_hash,
    c.became as former_became
from plained as r
inner join read_captures as c on c.capture_id = r.capture_id
where c.read_at is null or (c.run <> $run and c.read_at < $started_at)
