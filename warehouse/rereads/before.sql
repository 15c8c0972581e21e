-- One row per capture of a file of readings: how it stands in the warehouse, as a reading would say it.
select
    c.capture_id,
    c.source,
    c.run,
    c.url,
    c.url_key,
    if(a.urls is null, [c.url], a.urls) as aliases,
    if(a.url_keys is null, [c.url_key], a.url_keys) as alias_keys,
    c.fetched_at,
    c.verdict,
    c.reason,
    c.extractor,
    c.charset,
    coalesce(v.provenance, map {}) as provenance,
    coalesce(v.losers, map {}) as losers,
    v.title,
    v.body,
    v.roles,
    v.subtitle,
    v.authors,
    v.agency,
    v.dateline,
    v.published_at,
    v.published_precision,
    v.published_from,
    v.modified_at,
    v.printed_on,
    v.section,
    v.tags,
    v.language,
    v.is_free,
    v.image_url,
    v.image_caption,
    v.image_credit,
    v.entries,
    v.corrections
from read_json_objects($readings, format = 'newline_delimited', maximum_object_size = $longest) as r
inner join captures as c on c.capture_id = (r.json ->> 'capture_id')
left join (
    select article_id, list(url order by url_key) as urls, list(url_key order by url_key) as url_keys
    from aliases
    where role <> 'duplicate'
    group by article_id
) as a on a.article_id = c.article_id and c.became <> 'duplicate'
left join versions as v on v.article_id = c.article_id
where c.verdict is not null and (c.article_id is null or v.article_id is not null)
qualify row_number() over (
    partition by c.capture_id
    order by v.capture_id <> c.capture_id, v.state_hash <> c.state_hash, v.body_hash <> c.body_hash, v.valid_from_at
) = 1
