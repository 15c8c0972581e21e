-- One row per pair of articles that carry the same text, nearly the same, or one the greater part of the other.
create or replace view copies as
with
pairs as (
    select body_hash, other_hash, jaccard, containment
    from alike
    union all
    select body_hash, body_hash, 1.0, 1.0
    from compared
    where shingles >= 16
)
select
    a.article_id,
    b.article_id as other_id,
    p.jaccard,
    p.containment
from pairs as p
inner join articles as a on a.body_hash = p.body_hash
inner join articles as b on b.body_hash = p.other_hash
where a.article_id < b.article_id or p.body_hash <> p.other_hash
;
comment on view copies is 'One row per pair of articles that carry the same text, nearly the same, or one the greater part of the other.';
comment on column copies.article_id is 'An article; see articles.';
comment on column copies.other_id is 'Another article; see articles.';
comment on column copies.jaccard is 'Shingles that both have, of those that either has: 1 when the texts are the same.';
comment on column copies.containment is 'Shingles that both have, of those of the shorter text: 1 when it is a part of the longer.';
