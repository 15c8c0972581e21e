-- One row per address that the batch speaks of.
create or replace temp table keys as
select source, url_key from new_readings
union
select source, unnest(alias_keys) as url_key from new_readings
union
select source, unnest(aliases) as url_key from new_readings
union
select source, url_key from new_fetches
where purpose = 'article' and outcome in ('unchanged', 'gone')
