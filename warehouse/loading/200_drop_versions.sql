-- Versions of touched articles that no longer stand as they are; the right ones follow.
delete from versions
where
    article_id in (select article_id from touched)
    and capture_id not in (select capture_id from standing)
