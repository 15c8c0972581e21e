-- One row per answer that carries no article and is tied to none, and its place in the table: few, so sought by themselves.
create or replace temp table untied as
select rowid as place, source, url_key
from captures
where read_at is null and article_id is null and became in ('unchanged', 'error')
