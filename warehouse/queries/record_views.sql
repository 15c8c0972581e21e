-- Notes which views the warehouse has.
insert into views_made (digest)
values ($digest)
