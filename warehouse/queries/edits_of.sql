-- One row per change of an article: a new version, a withdrawal, a return; oldest first.
select
    seen_at,
    seen_before_at,
    kind,
    kinds,
    words_removed,
    words_added,
    before_capture_id,
    capture_id
from edits
where article_id = $article_id
order by seen_at, capture_id
