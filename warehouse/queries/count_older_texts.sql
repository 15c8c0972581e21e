-- One row: how many texts must come from versions that we have.
select count(*) as missing
from needed as n
anti join texts as t on t.article_id = n.article_id and t.capture_id = n.capture_id
