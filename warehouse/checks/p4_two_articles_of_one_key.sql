-- Two articles of a source share a URL key, or an article stands twice.
select source, url_key, count(*) as times
from articles
group by source, url_key
having count(*) > 1
union all
select any_value(source) as source, article_id as url_key, count(*) as times
from articles
group by article_id
having count(*) > 1
