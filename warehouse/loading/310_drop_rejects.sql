-- Rejects of the pages that this batch speaks of; the right ones follow.
delete from rejects
where
    capture_id in (select capture_id from new_readings)
    or capture_id in (select capture_id from rejected)
