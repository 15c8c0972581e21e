-- A 304 is a sighting too: the state stood until then.
update islands as i
set last_seen_at = greatest(i.last_seen_at, n.last_seen_at)
from (
    select i.article_id, i.island, max(a.fetched_at) as last_seen_at
    from islands as i
    inner join answers as a on a.article_id = i.article_id
    where
        a.outcome = 'unchanged'
        and a.fetched_at >= i.valid_from_at
        and a.fetched_at < coalesce(i.valid_to_at, 'infinity'::timestamptz)
    group by i.article_id, i.island
) as n
where n.article_id = i.article_id and n.island = i.island
