-- One row per story among them that is known, and its place in the table.
create or replace temp table known_stories as
select rowid as place, story_id
from stories
where story_id in (select story_id from told where story_id >= '')
