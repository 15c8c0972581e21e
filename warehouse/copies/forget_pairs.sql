-- Pairs of texts that are no more.
delete from copies
where
    article_id in (select article_id from outdated)
    or other_id in (select article_id from outdated)
