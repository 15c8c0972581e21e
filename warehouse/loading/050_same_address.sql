-- One row per new reading of an article, and the article it belongs to: first those at an article's own address.
create or replace temp table assigned as
select
    r.capture_id,
    a.article_id,
    'main' as role
from new_readings as r
inner join addresses as a on a.source = r.source and a.url_key = r.url_key
where r.is_article and a.role = 'main'
