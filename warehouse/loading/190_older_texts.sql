-- Texts that no reading of this batch holds, from versions we have: a state returns, or sightings came out of order.
insert into texts by name
select
    n.article_id,
    n.capture_id,
    n.as_version,
    c.url_key,
    v.* exclude (article_id, capture_id, valid_from_at, valid_to_at, last_seen_at)
from needed as n
anti join texts as t on t.article_id = n.article_id and t.capture_id = n.capture_id
inner join captures as c on c.capture_id = n.capture_id
inner join versions as v on v.article_id = n.article_id and v.state_hash = n.state_hash
qualify row_number() over (
    partition by n.article_id, n.capture_id
    order by v.capture_id <> n.capture_id, v.valid_from_at, v.capture_id
) = 1
