-- One row per reading in the batch's files: its page in the columns of our tables, and the hashes by which texts are compared.
-- They are made here, where the files are read by all cores, not from the small table that comes of it; what is
-- only needed for them is not kept, so a batch is held in memory once.
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
        *,
        plain(article.title) as plain_title,
        plain(line) as plain_body,
        length(plain_body) as letters,
        length(replace(plain_body, ' ', '')) as letters_of_words
    from spoken
)
select
    capture_id,
    source,
    url,
    url_key,
    aliases,
    alias_keys,
    fetched_at,
    verdict,
    reason,
    verdict in ('article', 'live_blog') as is_article,
    extractor,
    charset,
    provenance,
    losers,
    article.title as title,
    article.subtitle as subtitle,
    article.authors as authors,
    article.published_at as published_at,
    article.published_precision as published_precision,
    article.published_from as published_from,
    article.modified_at as modified_at,
    article.printed_on as printed_on,
    article.section as section,
    article.tags as tags,
    article.language as language,
    article.dateline as dateline,
    article.agency as agency,
    array_to_string(blocks, e'\n\n') as body,
    case
        when plain_body = '' then 0
        when letters > 20 * (letters - letters_of_words + 1) then letters_of_words
        else letters - letters_of_words + 1
    end as word_count,
    article.is_free as is_free,
    article.image_url as image_url,
    article.image_caption as image_caption,
    article.image_credit as image_credit,
    list_transform(article.paragraphs, lambda p: p.role) as roles,
    article.entries as entries,
    article.corrections as corrections,
    plain_title,
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
