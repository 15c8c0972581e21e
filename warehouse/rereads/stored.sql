-- One row per stored page of a source to be read again: all, or those of articles and rejects seen since a day.
-- An article is read again as a whole, or a better reader would look like an edit.
create or replace temp table wanted as
select c.article_id, c.capture_id, c.fetch_id
from captures as c
inner join fetches as f on f.fetch_id = c.fetch_id
where
    c.source = $source
    and f.purpose = 'article'
    and f.outcome = 'ok'
    and c.capture_id not in (select capture_id from losses)
    and (
        $since is null
        or c.fetched_at >= $since
        or c.article_id in (select article_id from captures where source = $source and fetched_at >= $since)
    )
