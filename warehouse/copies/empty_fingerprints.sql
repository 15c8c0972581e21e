-- Forgets the fingerprints of all texts.
delete from fingerprints
