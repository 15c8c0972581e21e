-- Adds the articles that are new or say something new, with their texts.
insert into articles by name
select
    t.* exclude (as_version, text_hash, state_hash, provenance, losers),
    f.* exclude (article_id, capture_id)
from texts as t
inner join fresh_articles as f on f.article_id = t.article_id and f.capture_id = t.capture_id
