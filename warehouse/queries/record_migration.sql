-- Notes that a migration was run.
insert into migrations (number, name, applied_at)
values ($number, $name, now())
