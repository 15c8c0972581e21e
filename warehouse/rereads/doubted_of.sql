-- One row per such page of one source.
create or replace temp table wanted as
select article_id, capture_id, fetch_id
from doubted
where source = $source
