-- Texts that no version has any more, since a better reader read their pages.
delete from fingerprints
where body_hash not in (select body_hash from versions where body_hash is not null)
