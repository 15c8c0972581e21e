-- Texts that are no more.
delete from fingerprinted
where article_id in (select article_id from outdated)
