-- One row per kept shingle of the batch; they were handed over with the numbers of their texts.
create or replace temp table new_fingerprints as
select h.hash, n.body_hash, n.source
from handed as h
inner join new_texts as n on n.number = h.number
