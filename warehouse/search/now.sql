-- One row per article of the snapshot, with a digest of what the index holds of it. Texts count by their hash.
create or replace temp table now_there as
select
    article_id,
    hash(
        source, language, title, subtitle, body_hash, authors, section, tags, dateline, agency,
        coalesce(published_at, first_seen_at)
    ) as digest
from articles
