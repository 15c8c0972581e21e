-- Adds the new fetches to the ledger.
insert into fetches by name
select * exclude (capture)
from new_fetches
