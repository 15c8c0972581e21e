-- One row: the article with the most versions.
select article_id, versions
from articles
order by versions desc, article_id
limit 1
