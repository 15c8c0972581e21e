-- One row per article of those stories. The articles of a story that is not known are all new.
create or replace temp table members as
select story_id, article_id, first_seen_at
from articles
where story_id in (select story_id from known_stories where story_id >= '')
union all
select story_id, article_id, first_seen_at
from fresh_articles
where
    story_id in (select story_id from told)
    and story_id not in (select story_id from known_stories)
