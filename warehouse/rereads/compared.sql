-- One row per capture of a file of readings: what the warehouse says of it, and what the reading says. The text is that of
-- the version it opened; what merely found a version unchanged is compared by its verdict.
select
    c.capture_id,
    c.article_id,
    c.url,
    c.extractor,
    r.extractor as new_extractor,
    v.capture_id is not null as opened,
    r.article is not null as is_article,
    c.verdict,
    r.verdict as new_verdict,
    {
        'title': v.title,
        'subtitle': v.subtitle,
        'authors': v.authors,
        'body': v.body,
        'published_at': v.published_at,
        'published_precision': v.published_precision,
        'modified_at': v.modified_at,
        'printed_on': v.printed_on,
        'section': v.section,
        'tags': v.tags,
        'language': v.language,
        'dateline': v.dateline,
        'agency': v.agency,
        'is_free': v.is_free,
        'image_url': v.image_url,
        'image_caption': v.image_caption,
        'image_credit': v.image_credit,
        'corrections': v.corrections
    } as said,
    {
        'title': r.article.title,
        'subtitle': r.article.subtitle,
        'authors': r.article.authors,
        'body': array_to_string(list_transform(r.article.paragraphs, lambda p: p.text), e'\n\n'),
        'published_at': r.article.published_at,
        'published_precision': r.article.published_precision,
        'modified_at': r.article.modified_at,
        'printed_on': r.article.printed_on,
        'section': r.article.section,
        'tags': r.article.tags,
        'language': r.article.language,
        'dateline': r.article.dateline,
        'agency': r.article.agency,
        'is_free': r.article.is_free,
        'image_url': r.article.image_url,
        'image_caption': r.article.image_caption,
        'image_credit': r.article.image_credit,
        'corrections': r.article.corrections
    } as says
from read_json(
    $readings,
    format = 'newline_delimited',
    maximum_object_size = $longest,
    columns = {
        capture_id: 'VARCHAR',
        verdict: 'VARCHAR',
        extractor: 'VARCHAR',
        article: 'STRUCT(
            title VARCHAR,
            paragraphs STRUCT(role VARCHAR, "text" VARCHAR)[],
            subtitle VARCHAR,
            authors VARCHAR[],
            agency VARCHAR,
            dateline VARCHAR,
            published_at TIMESTAMPTZ,
            published_precision VARCHAR,
            modified_at TIMESTAMPTZ,
            printed_on DATE,
            section VARCHAR,
            tags VARCHAR[],
            language VARCHAR,
            is_free BOOLEAN,
            image_url VARCHAR,
            image_caption VARCHAR,
            image_credit VARCHAR,
            corrections VARCHAR[]
        )'
    }
) as r
inner join captures as c on c.capture_id = r.capture_id
left join versions as v on v.capture_id = c.capture_id
