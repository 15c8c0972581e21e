-- A publication date has no origin, no precision, or lies more than a day after the page was fetched.
select article_id, url, published_at
from articles
where
    published_at is not null
    and (published_from is null or published_precision is null or published_at > last_seen_at + interval 1 day)
