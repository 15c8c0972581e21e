-- Versions of touched articles that no longer stand as they are; the right ones follow.
delete from versions
where rowid in (
    select place
    from held
    where capture_id not in (select capture_id from standing)
)
