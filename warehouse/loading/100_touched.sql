-- One row per article that this batch says something about.
create or replace temp table touched as
select article_id from assigned
union
select former_article_id as article_id from new_readings
where former_article_id is not null
union
select a.article_id
from new_fetches as f
inner join aliases as a on a.source = f.source and a.url_key = f.url_key
where f.purpose = 'article' and f.outcome in ('unchanged', 'gone')
