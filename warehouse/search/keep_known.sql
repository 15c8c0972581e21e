-- One row per article of the index as it now is, with its digest.
select article_id, digest
from now_there
