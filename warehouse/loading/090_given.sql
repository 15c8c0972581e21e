-- One row per address of the new readings, and the one article that it leads to: an article's own address first,
-- then whoever had it first. Beside it, how the address stands.
create or replace temp table given as
with
said as (
    select r.source, r.url_key, r.url, g.article_id, g.role, r.fetched_at
    from assigned as g
    inner join new_readings as r on r.capture_id = g.capture_id
    union all
    select
        r.source,
        coalesce(nullif(list_extract(r.alias_keys, r.place), ''), list_extract(r.aliases, r.place)) as url_key,
        list_extract(r.aliases, r.place) as url,
        g.article_id,
        case g.role when 'main' then 'alias' else g.role end as role,
        r.fetched_at
    from assigned as g
    inner join (select *, unnest(range(1, len(aliases) + 1)) as place from new_readings) as r
        on r.capture_id = g.capture_id
),
chosen as (
    select *
    from said
    qualify row_number() over (
        partition by source, url_key
        order by case role when 'main' then 1 when 'alias' then 2 else 3 end, fetched_at, article_id
    ) = 1
)
select
    c.*,
    a.place,
    a.place is null or (c.role = 'main' and a.role <> 'main') as anew,
    c.fetched_at < a.first_seen_at and c.article_id = a.article_id as earlier
from chosen as c
left join addresses as a on a.source = c.source and a.url_key = c.url_key
