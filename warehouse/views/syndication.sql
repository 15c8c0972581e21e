-- One row per article of a story that more than one source printed: who had it first, who reprinted it, how much each changed.
create or replace view syndication as
with
printed as (
    select
        a.*,
        count(distinct a.source) over (partition by a.story_id) as sources,
        row_number() over told as position,
        first_value(a.article_id) over told as first_id,
        first_value(coalesce(a.published_at, a.first_seen_at)) over told as first_at
    from articles as a
    window told as (
        partition by a.story_id
        order by coalesce(a.published_at, a.first_seen_at), a.article_id
    )
)
select
    p.story_id,
    p.position,
    p.source,
    p.article_id,
    p.title,
    p.agency,
    coalesce(p.published_at, p.first_seen_at) as printed_at,
    epoch(coalesce(p.published_at, p.first_seen_at) - p.first_at) / 3600 as hours_after_first,
    if(p.position = 1, 1.0, c.jaccard) as jaccard,
    if(p.position = 1, 1.0, c.containment) as containment,
    p.sources,
    p.url
from printed as p
left join copies as c
    on c.article_id = least(p.article_id, p.first_id)
    and c.other_id = greatest(p.article_id, p.first_id)
where p.sources > 1
order by p.story_id, p.position
