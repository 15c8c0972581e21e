-- One row per story that a run brought a copy of, those with most copies first.
select
    s.story_id,
    a.source,
    a.title,
    s.members as copies
from stories as s
inner join articles as a on a.article_id = s.first_article_id
where
    s.members > 1
    and s.story_id in (
        select m.story_id
        from captures as c
        inner join articles as m on m.article_id = c.article_id
        where c.run = $run and c.became = 'version'
    )
order by copies desc, a.source, a.title
limit 20
