-- Adds a source of which only the name is known.
insert into sources (source, noted_at)
select $source, $noted_at
where not exists (from sources where source = $source)
