-- Adds what visits came to, unless they or a later try of them are known.
insert into crawls by name
select * replace (cast(cast(limits as json) as map(varchar, bigint)) as limits)
from read_crawls as r
where not exists (from crawls as c where c.run = r.run and c.source = r.source)
qualify row_number() over (partition by run, source order by finished_at desc) = 1
