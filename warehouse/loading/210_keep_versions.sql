-- Adds the versions that are new or were read anew.
insert into versions by name
select
    t.* exclude (as_version, url_key),
    i.valid_from_at,
    i.valid_to_at,
    i.last_seen_at
from texts as t
inner join islands as i on i.article_id = t.article_id and i.capture_id = t.capture_id
where t.as_version
