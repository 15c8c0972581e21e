-- Fingerprints of texts that are no more.
delete from fingerprints
where article_id in (select article_id from outdated)
