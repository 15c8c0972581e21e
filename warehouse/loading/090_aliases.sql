-- Gives each new address to one article: an article's own address first, then whoever had it first.
merge into aliases as a
using (
    select source, url_key, url, article_id, role, fetched_at
    from (
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
    )
    qualify row_number() over (
        partition by source, url_key
        order by case role when 'main' then 1 when 'alias' then 2 else 3 end, fetched_at, article_id
    ) = 1
) as n
on a.source = n.source and a.url_key = n.url_key
when matched and n.role = 'main' and a.role <> 'main'
    then update set article_id = n.article_id, role = n.role
when matched and n.fetched_at < a.first_seen_at and n.article_id = a.article_id
    then update set first_seen_at = n.fetched_at
when not matched
    then insert (source, url_key, url, article_id, role, first_seen_at)
    values (n.source, n.url_key, n.url, n.article_id, n.role, n.fetched_at)
