-- A 304 is a sighting too: the state stood until then.
update islands as i
set last_seen_at = greatest(i.last_seen_at, n.last_seen_at)
from (
    select i.article_id, i.island, max(c.fetched_at) as last_seen_at
    from islands as i
    inner join captures as c on c.article_id = i.article_id
    inner join fetches as f on f.fetch_id = c.fetch_id
    where
        f.outcome = 'unchanged'
        and c.fetched_at >= i.valid_from_at
        and c.fetched_at < coalesce(i.valid_to_at, 'infinity'::timestamptz)
    group by i.article_id, i.island
) as n
where n.article_id = i.article_id and n.island = i.island
