-- Gives the articles of the circle their stories.
update articles as a
set story_id = g.story_id
from grouped as g
where g.article_id = a.article_id and g.story_id <> a.story_id
