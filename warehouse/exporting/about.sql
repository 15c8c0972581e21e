-- One row: how far the snapshot goes.
select
    (select max(run) from runs) as newest_run,
    (select max(last_seen_at) from articles) as last_seen_at,
    (select count(*) from articles) as articles
