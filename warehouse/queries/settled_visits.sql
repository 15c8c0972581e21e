-- One row per visit that the warehouse holds whole: its crawl is on record, and none of its pages is unread.
select
    run,
    source
from crawls as visit
where
    not exists (
        from captures as page
        where page.run = visit.run and page.source = visit.source and page.became = 'unread'
    )
