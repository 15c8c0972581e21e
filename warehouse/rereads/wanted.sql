-- One row per wanted page: its fetch, the addresses that led to it, and what announced it.
with recursive
hops as (
    select w.fetch_id, w.fetch_id as hop_id, 0 as hops
    from wanted as w
    union all
    select h.fetch_id, f.redirect_of, h.hops + 1
    from hops as h
    inner join fetches as f on f.fetch_id = h.hop_id
    where f.redirect_of is not null and h.hops < 50
),
chains as (
    select
        h.fetch_id,
        list(f.url order by h.hops desc) as addresses,
        arg_max(f.announced_url, h.hops) as announced_url,
        arg_max({
            'via': f.via,
            'via_url': f.via_url,
            'url': f.announced_url,
            'source': f.source,
            'title': f.hinted_title,
            'published_at': f.hinted_published_at,
            'modified_at': f.hinted_modified_at
        }, h.hops) as hints
    from hops as h
    inner join fetches as f on f.fetch_id = h.hop_id
    group by h.fetch_id
)
select
    f.* exclude (capture_id, via, via_url, hinted_title, hinted_published_at, hinted_modified_at, notices),
    {
        'capture_id': c.capture_id,
        'warc_file': c.warc_file,
        'warc_offset': c.warc_offset,
        'warc_length': c.warc_length,
        'payload_digest': c.payload_digest,
        'content_type': c.content_type
    } as capture,
    list_prepend(n.announced_url, n.addresses) as addresses,
    n.hints
from chains as n
inner join captures as c on c.fetch_id = n.fetch_id
inner join fetches as f on f.fetch_id = n.fetch_id
order by c.fetched_at, c.capture_id
