-- One row: how many addresses of new readings belong to an article that another address may have moved to.
select count(*) as links
from (
    select r.capture_id
    from new_readings as r
    inner join addresses as a on a.source = r.source and a.url_key = r.url_key
    where r.is_article and a.role = 'alias'
    union all
    select r.capture_id
    from (select capture_id, source, unnest(alias_keys) as alias_key from new_readings where is_article) as r
    inner join addresses as a on a.source = r.source and a.url_key = r.alias_key
    where a.role = 'main' and r.capture_id not in (select capture_id from assigned)
)
