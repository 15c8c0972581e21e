-- An attempt belongs to no visit, so that no WARC file's ledger holds it.
select f.run, f.source, count(*) as fetches
from fetches as f
where not exists (from crawls as c where c.run = f.run and c.source = f.source and c.warc_file is not null)
group by f.run, f.source
