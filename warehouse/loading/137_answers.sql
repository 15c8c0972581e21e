-- One row per answer without text among them: not modified, or gone.
create or replace temp table answers as
select s.capture_id, s.article_id, s.fetched_at, f.outcome
from fetches as f
inner join (select * from seen where state_hash is null) as s
    on s.fetch_id = f.fetch_id and s.fetched_at = f.started_at
where f.outcome in ('unchanged', 'gone')
