-- A story's members are not those that the articles name.
select coalesce(s.story_id, a.story_id) as story_id, s.members, a.members as counted
from stories as s
full join (select story_id, count(*) as members from articles group by story_id) as a
    on a.story_id = s.story_id
where s.members is distinct from a.members
