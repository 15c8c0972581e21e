-- Forgets which texts were compared: all are, again.
delete from compared
