-- One row per language that articles are written in.
select distinct language
from articles
