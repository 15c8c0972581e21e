-- One row per table that a load reports on: how many rows it has.
select 'fetches' as name, count(*) as n from fetches
union all
select 'captures', count(*) from captures
union all
select 'versions', count(*) from versions
union all
select 'rejects', count(*) from rejects
union all
select 'quarantined', count(*) from quarantine
