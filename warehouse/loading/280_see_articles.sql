-- The articles that say nothing new may have been seen again. One column at a time: in a file DuckDB stores each that is
-- updated anew, and this is the one that most nights change.
update articles as a
set last_seen_at = n.last_seen_at
from (
    select h.place, s.last_seen_at
    from held_articles as h
    inner join now_standing as s on s.article_id = h.article_id
    where
        h.article_id not in (select article_id from fresh_articles)
        and h.last_seen_at <> s.last_seen_at
) as n
where a.rowid = n.place
