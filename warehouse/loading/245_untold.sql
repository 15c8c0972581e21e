-- Notes the articles whose changes must be told, or told anew: they have, or had, more than one version.
insert into untold
select article_id
from (
    select article_id, max(states) as states
    from (
        select article_id, count(*) as states from islands group by article_id
        union all
        select article_id, count(*) as states from held group by article_id
    )
    group by article_id
)
where states > 1
