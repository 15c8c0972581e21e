-- One row per address of a touched article.
create or replace temp table theirs as
select source, url_key, article_id, role
from aliases
where article_id in (select article_id from touched where article_id >= '')
