-- Forgets what earlier tries of these visits came to; their fetches stay.
delete from crawls as c
using read_crawls as r
where c.run = r.run and c.source = r.source and c.finished_at < r.finished_at
