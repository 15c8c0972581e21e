-- One row per article that holds the words: its id, its score (more is better) and its position.
create or replace temp macro search(words) as table
select unnest(search_hits(words), recursive := true)
