-- One row per reading of the batch.
create or replace temp table read_readings as
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
