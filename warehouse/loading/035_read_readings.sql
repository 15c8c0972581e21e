-- One row per reading of the batch, with the words and hashes by which texts are compared.
-- They are made here, where the files are read by all cores, not from the small table that comes of it.
create or replace temp table read_readings as
with
lines as (
    select *
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
            fetched_at: 'TIMESTAMPTZ',
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
    )
    qualify row_number() over (partition by capture_id) = 1
),
spoken as (
    select
        *,
        list_transform(article.paragraphs, lambda p: p.text) as blocks,
        array_to_string(blocks, ' ') as line
    from lines
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
    *,
    hash_of(plain_body) as body_hash,
    hash_of(concat_ws(chr(31), plain_title, plain_body)) as text_hash,
    hash_of(
        concat_ws(
            chr(31),
            plain_title,
            plain_body,
            coalesce(plain(article.subtitle), ''),
            coalesce(plain(array_to_string(article.authors, chr(30))), '')
        )
    ) as state_hash
from plained
