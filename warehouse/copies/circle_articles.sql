-- One row per article of the circle, with what decides who leads a story.
select a.article_id, a.word_count, a.first_seen_at, a.story_id
from articles as a
semi join circle as c on c.article_id = a.article_id
order by a.article_id
