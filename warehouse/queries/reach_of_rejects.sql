-- One row: since when the pages of this batch were rejected, at the earliest. Each began with a row in rejects.
select least(
    (select min(r.fetched_at) from rejects as r semi join new_readings as n on n.source = r.source and n.url_key = r.url_key),
    (select min(fetched_at) from new_readings),
    $started_at::timestamptz
) as rejected_since
