-- One row: since when what touched articles came to must be worked out anew. Nothing of them is older, but pages of
-- the same text, and answers without text before the first look: neither can change.
select least(
    (select min(first_seen_at) from held_articles),
    (select min(fetched_at) from new_readings),
    (select min(started_at) from new_fetches),
    $started_at::timestamptz
) as since
