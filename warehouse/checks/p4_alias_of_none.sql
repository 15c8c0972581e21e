-- An alias leads to no article, or an article's own address is not among its aliases.
select l.source, l.url_key, l.article_id
from aliases as l
left join articles as a on a.article_id = l.article_id
where a.article_id is null
union all
select a.source, a.url_key, a.article_id
from articles as a
left join aliases as l on l.source = a.source and l.url_key = a.url_key and l.article_id = a.article_id
where l.article_id is null
