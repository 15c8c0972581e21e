-- Changes that no two versions show any more.
delete from changes as c
where
    c.article_id in (select article_id from telling)
    and not exists (
        from pairs as p
        where
            p.article_id = c.article_id
            and p.capture_id = c.capture_id
            and p.state_hash = c.state_hash
            and p.before_hash = c.before_hash
    )
