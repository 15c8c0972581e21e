-- Forgets all pairs of copies.
delete from alike
