-- Adds the stories that are new.
insert into stories (story_id, members, first_article_id, likeness)
select story_id, members, first_article_id, 1.0
from counted
where place is null and members > 0
