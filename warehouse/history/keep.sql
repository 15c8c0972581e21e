-- Adds the changes that were told.
insert into changes by name
from told_changes
