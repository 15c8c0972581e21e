-- Ties answers that carry no article (304, 404, 410) to the article whose address was asked.
update captures as c
set article_id = n.article_id
from (
    select u.place, any_value(t.article_id) as article_id
    from untied as u
    inner join theirs as t on t.source = u.source and t.url_key = u.url_key
    where t.role <> 'duplicate'
    group by u.place
) as n
where c.rowid = n.place
