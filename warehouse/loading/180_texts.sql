-- One row per text that a version or an article must be written with, from this batch's readings.
create or replace temp table texts as
select
    i.article_id,
    i.capture_id,
    i.as_version,
    r.source,
    r.verdict as kind,
    r.url,
    r.url_key,
    r.article.title as title,
    r.article.subtitle as subtitle,
    r.article.authors as authors,
    r.article.published_at as published_at,
    r.article.published_precision as published_precision,
    r.article.published_from as published_from,
    r.article.modified_at as modified_at,
    r.article.printed_on as printed_on,
    r.article.section as section,
    r.article.tags as tags,
    r.article.language as language,
    r.article.dateline as dateline,
    r.article.agency as agency,
    r.body,
    case
        when r.plain_body = '' then 0
        when length(r.plain_body) > 20 * (length(r.plain_body) - length(replace(r.plain_body, ' ', '')) + 1)
            then length(replace(r.plain_body, ' ', ''))
        else length(r.plain_body) - length(replace(r.plain_body, ' ', '')) + 1
    end as word_count,
    r.article.is_free as is_free,
    r.article.image_url as image_url,
    r.article.image_caption as image_caption,
    r.article.image_credit as image_credit,
    list_transform(r.article.paragraphs, lambda p: p.role) as roles,
    r.article.entries as entries,
    r.article.corrections as corrections,
    r.body_hash,
    r.text_hash,
    r.state_hash,
    r.extractor,
    r.provenance,
    r.losers
from needed as i
inner join new_readings as r on r.state_hash = i.state_hash
inner join assigned as g on g.capture_id = r.capture_id and g.article_id = i.article_id
qualify row_number() over (
    partition by i.article_id, i.capture_id
    order by r.capture_id <> i.capture_id, r.fetched_at, r.capture_id
) = 1
