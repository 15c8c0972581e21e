-- One row per story.
insert into stories by name
select story_id, count(*) as members, arg_min(article_id, n) as first_article_id, if(count(*) > 1, 0.9, 1.0) as likeness
from drawn
group by story_id
