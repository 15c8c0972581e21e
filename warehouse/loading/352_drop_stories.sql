-- Stories that no article tells any more.
delete from stories
where rowid in (select place from counted where members = 0)
