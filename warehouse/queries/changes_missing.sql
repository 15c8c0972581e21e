-- One row: how many changes should be told that are not.
select
    (select coalesce(sum(versions - 1), 0) from articles) - (select count(*) from changes) as missing
