-- Articles whose text must be written anew, or that no capture shows any more.
delete from articles
where rowid in (
    select place
    from held_articles
    where article_id not in (
        select s.article_id
        from now_standing as s
        anti join texts as t on t.article_id = s.article_id and t.capture_id = s.capture_id
    )
)
