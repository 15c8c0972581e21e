-- One row per story: the article that had it first, and how many articles carry it.
create or replace view news as
select
    a.*,
    s.members as copies
from articles as a
inner join stories as s on s.first_article_id = a.article_id
