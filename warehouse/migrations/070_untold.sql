-- Changes are told after a load, in a transaction of their own; until then their articles wait here.
create table untold (
    article_id varchar not null
);
comment on table untold is 'One row per article whose versions changed since its changes were told. Empty in a snapshot.';
comment on column untold.article_id is 'The article; see articles.';

insert into untold
select a.article_id
from articles as a
left join (select article_id, count(*) as told from changes group by article_id) as c on c.article_id = a.article_id
where a.versions - 1 <> coalesce(c.told, 0)
