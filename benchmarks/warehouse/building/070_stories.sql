-- Each article a story of its own.
insert into stories by name
select article_id as story_id, 1 as members, article_id as first_article_id, 1.0 as likeness
from drawn
