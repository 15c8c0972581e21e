-- Adds the sources of those visits of which only the name is known.
insert into sources (source, noted_at)
select source, min(started_at)
from read_crawls
where source not in (select source from sources)
group by source
