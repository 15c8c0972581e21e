-- An attempt stands twice in the ledger.
select fetch_id, count(*) as times
from fetches
group by fetch_id
having count(*) > 1
