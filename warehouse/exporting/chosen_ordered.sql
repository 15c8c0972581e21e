-- One row per chosen article.
select article_id
from chosen
order by article_id
