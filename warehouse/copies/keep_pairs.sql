-- Adds the pairs that were found to be copies.
insert into alike by name
select body_hash, other_hash, jaccard, containment
from found
