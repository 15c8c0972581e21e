-- One row per article that a run brought or saw edited, the newest first.
select
    if(v.valid_from_at = a.first_seen_at, 'new', 'edited') as what,
    a.source,
    v.title,
    a.article_id
from captures as c
inner join versions as v on v.capture_id = c.capture_id
inner join articles as a on a.article_id = v.article_id
where c.run = $run and c.became = 'version'
order by what desc, a.published_at desc nulls last, a.source, v.title
