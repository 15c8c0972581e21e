-- Texts that no reading of this batch holds, from versions we have: a state returns, or sightings came out of order.
insert into texts by name
select
    n.article_id,
    n.capture_id,
    n.as_version,
    c.url_key,
    v.* exclude (article_id, capture_id, valid_from_at, valid_to_at, last_seen_at)
from (
    select n.*, h.place
    from needed as n
    anti join texts as t on t.article_id = n.article_id and t.capture_id = n.capture_id
    inner join held as h on h.article_id = n.article_id and h.state_hash = n.state_hash
    qualify row_number() over (
        partition by n.article_id, n.capture_id
        order by h.capture_id <> n.capture_id, h.valid_from_at, h.capture_id
    ) = 1
) as n
inner join captures as c on c.capture_id = n.capture_id
inner join versions as v on v.rowid = n.place
