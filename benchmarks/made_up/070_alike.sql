-- One row per pair of texts that are nearly the same.
insert into alike by name
select distinct
    least(a.body_hash, b.body_hash) as body_hash,
    greatest(a.body_hash, b.body_hash) as other_hash,
    0.9 as jaccard,
    1.0 as containment
from articles as a
inner join stories as s on s.story_id = a.story_id
inner join articles as b on b.article_id = s.first_article_id
where s.members > 1 and a.body_hash <> b.body_hash
