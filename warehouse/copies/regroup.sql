-- Gives the articles of the circle their stories.
update articles as a
set story_id = t.story_id
from told as t
where t.article_id = a.article_id and t.story_id <> a.story_id
