-- Pairs of texts of which one is in no version any more.
delete from alike
where
    body_hash not in (select body_hash from compared)
    or other_hash not in (select body_hash from compared)
