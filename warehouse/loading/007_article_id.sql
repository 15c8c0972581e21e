-- The name of an article: sixteen hex digits of its source and the URL key it was first seen under.
create or replace temp macro article_id_of(source, url_key) as left(sha256(source || chr(10) || url_key), 16)
