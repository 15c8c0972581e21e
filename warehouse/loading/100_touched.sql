-- One row per article that this batch says something about.
create or replace temp table touched as
select article_id from assigned
union
select former_article_id as article_id from new_readings
where former_article_id is not null
union
select if(coalesce(g.anew, false), g.article_id, a.article_id) as article_id
from new_fetches as f
left join given as g on g.source = f.source and g.url_key = f.url_key
left join addresses as a on a.source = f.source and a.url_key = f.url_key
where
    f.purpose = 'article'
    and f.outcome in ('unchanged', 'gone')
    and (a.article_id is not null or g.anew)
