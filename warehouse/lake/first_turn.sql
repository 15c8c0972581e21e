-- The one row.
insert into turns values (0)
