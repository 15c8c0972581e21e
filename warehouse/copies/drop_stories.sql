-- Stories that no article carries any more, of those that the circle had.
delete from stories
where story_id in (
    select t.former_id
    from told as t
    anti join articles as a on a.story_id = t.former_id
)
