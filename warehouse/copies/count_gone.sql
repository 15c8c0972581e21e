-- One row: how many texts were compared, and how many states of articles there are.
select
    (select count(*) from compared) as compared,
    (select count(*) from versions) as versions
