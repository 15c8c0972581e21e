-- Forgets what every article's story was decided on.
delete from placed
