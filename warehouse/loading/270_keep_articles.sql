-- Adds the articles that are new or say something new.
insert into articles by name
from fresh_articles
