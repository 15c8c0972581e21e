-- An address is an alias of two articles.
select source, url_key, count(*) as times
from aliases
group by source, url_key
having count(*) > 1
