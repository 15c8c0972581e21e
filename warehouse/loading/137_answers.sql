-- One row per answer without text among them: not modified, or gone. The first condition is implied by the join, but lets
-- DuckDB pass by all other times.
create or replace temp table answers as
select s.capture_id, s.article_id, s.fetched_at, f.outcome
from fetches as f
inner join (select * from seen where state_hash is null) as s
    on s.fetch_id = f.fetch_id and s.fetched_at = f.started_at
where
    f.started_at in (select fetched_at from seen where state_hash is null)
    and f.outcome in ('unchanged', 'gone')
