-- One row per source.
insert into sources by name
select distinct source, source as title, 'https://' || source || '.example/' as home, any_value(language) as language, timestamptz '2022-01-01' as noted_at
from articles
group by source
