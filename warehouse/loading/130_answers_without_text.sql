-- Ties answers that carry no article (304, 404, 410) to the article whose address was asked.
update captures as c
set article_id = a.article_id
from theirs as a
where
    a.role <> 'duplicate'
    and c.source = a.source
    and c.url_key = a.url_key
    and c.read_at is null
    and c.article_id is null
    and c.became in ('unchanged', 'error')
