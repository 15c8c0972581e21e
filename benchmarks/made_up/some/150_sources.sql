-- One row per source.
insert into sources by name
select source, source as title, 'https://www.' || source || '.example/' as home, any_value(language) as language, min(seen_at) as noted_at
from drawn
where source not in (select source from sources)
group by source
