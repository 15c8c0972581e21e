-- One row per reading of the batch that is new, or newer than the one the warehouse has of the same capture.
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
    r.verdict in ('article', 'live_blog') as is_article,
    r.extractor,
    r.charset,
    r.provenance,
    r.losers,
    r.article,
    array_to_string(list_transform(r.article.paragraphs, lambda p: p.text), e'\n\n') as body,
    plain(r.article.title) as plain_title,
    plain(array_to_string(list_transform(r.article.paragraphs, lambda p: p.text), ' ')) as plain_body,
    hash_of(plain_body) as body_hash,
    hash_of(concat_ws(chr(31), plain_title, plain_body)) as text_hash,
    hash_of(
        concat_ws(
            chr(31),
            plain_title,
            plain_body,
            coalesce(plain(r.article.subtitle), ''),
            coalesce(plain(array_to_string(r.article.authors, chr(30))), '')
        )
    ) as state_hash,
    c.article_id as former_article_id,
    c.state_hash as former_state_hash,
    c.became as former_became
from read_json(
    $readings,
    format = 'newline_delimited',
    maximum_object_size = $longest,
    columns = {
        capture_id: 'VARCHAR',
        source: 'VARCHAR',
        url: 'VARCHAR',
        url_key: 'VARCHAR',
        aliases: 'VARCHAR[]',
        alias_keys: 'VARCHAR[]',
        verdict: 'VARCHAR',
        reason: 'VARCHAR',
        extractor: 'VARCHAR',
        charset: 'VARCHAR',
        provenance: 'MAP(VARCHAR, VARCHAR)',
        losers: 'MAP(VARCHAR, VARCHAR[])',
        article: 'STRUCT(
            title VARCHAR,
            paragraphs STRUCT(role VARCHAR, "text" VARCHAR)[],
            subtitle VARCHAR,
            authors VARCHAR[],
            agency VARCHAR,
            dateline VARCHAR,
            published_at TIMESTAMPTZ,
            published_precision VARCHAR,
            published_from VARCHAR,
            modified_at TIMESTAMPTZ,
            printed_on DATE,
            section VARCHAR,
            tags VARCHAR[],
            language VARCHAR,
            is_free BOOLEAN,
            image_url VARCHAR,
            image_caption VARCHAR,
            image_credit VARCHAR,
            entries STRUCT(posted_at TIMESTAMPTZ, title VARCHAR, "text" VARCHAR)[],
            corrections VARCHAR[]
        )'
    }
) as r
inner join captures as c on c.capture_id = r.capture_id
where c.read_at is null or (c.run <> $run and c.read_at < $started_at)
qualify row_number() over (partition by r.capture_id) = 1
