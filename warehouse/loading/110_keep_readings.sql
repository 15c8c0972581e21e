-- Writes what each new reading found beside its capture.
update captures as c
set
    url_key = r.url_key,
    verdict = r.verdict,
    reason = r.reason,
    state_hash = r.state_hash,
    body_hash = r.body_hash,
    extractor = r.extractor,
    charset = r.charset,
    read_at = $started_at,
    article_id = r.article_id,
    became = r.became
from (
    select
        n.* exclude (state_hash, body_hash),
        if(n.is_article, n.state_hash, null) as state_hash,
        if(n.is_article, n.body_hash, null) as body_hash,
        g.article_id,
        case
            when g.role = 'duplicate' then 'duplicate'
            when n.is_article then 'version'
            else 'reject'
        end as became
    from new_readings as n
    left join assigned as g on g.capture_id = n.capture_id
) as r
where c.capture_id = r.capture_id and c.fetched_at = r.fetched_at
