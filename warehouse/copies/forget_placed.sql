-- Forgets what the moved articles' stories were decided on.
delete from placed
where article_id in (select article_id from moved)
