-- A row of the ledger names a fetch, capture, run or source that there is none of.
select 'fetch ' || f.fetch_id as what, 'run ' || f.run as names
from fetches as f
anti join runs as r on r.run = f.run
union all
select 'fetch ' || f.fetch_id, 'source ' || f.source
from fetches as f
anti join sources as s on s.source = f.source
union all
select 'fetch ' || f.fetch_id, 'capture ' || f.capture_id
from fetches as f
anti join captures as c on c.capture_id = f.capture_id
where f.capture_id is not null
union all
select 'fetch ' || f.fetch_id, 'fetch ' || f.redirect_of
from fetches as f
anti join fetches as b on b.fetch_id = f.redirect_of
where f.redirect_of is not null
union all
select 'capture ' || c.capture_id, 'fetch ' || c.fetch_id
from captures as c
anti join fetches as f on f.fetch_id = c.fetch_id
union all
select 'reject ' || j.capture_id, 'capture ' || j.capture_id
from rejects as j
anti join captures as c on c.capture_id = j.capture_id
union all
select 'crawl of ' || v.source, 'run ' || v.run
from crawls as v
anti join runs as r on r.run = v.run
