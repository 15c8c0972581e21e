-- One row per pair of a new text and any other that share enough kept shingles; what a site prints everywhere doesn't count.
with
looked_up as (
    select f.hash, f.article_id, f.source
    from fingerprints as f
    semi join new_fingerprints as n on n.hash = f.hash
),
printed_everywhere as (
    select distinct hash
    from (
        select hash, source
        from looked_up
        group by hash, source
        having count(*) > 20
    )
),
counted as (
    select
        n.article_id,
        f.article_id as other_id,
        count(*) as shared
    from new_fingerprints as n
    inner join looked_up as f on f.hash = n.hash and f.article_id <> n.article_id
    where n.hash not in (select hash from printed_everywhere)
    group by n.article_id, f.article_id
    having count(*) >= 2
)
select distinct
    least(c.article_id, c.other_id) as article_id,
    greatest(c.article_id, c.other_id) as other_id
from counted as c
inner join fingerprinted as a on a.article_id = c.article_id
inner join fingerprinted as b on b.article_id = c.other_id
where c.shared >= 0.35 * least(a.kept, b.kept)
union
select
    least(a.article_id, b.article_id),
    greatest(a.article_id, b.article_id)
from new_texts as n
inner join articles as a on a.article_id = n.article_id
inner join articles as b on b.body_hash = a.body_hash and b.article_id <> a.article_id
where a.word_count >= 20
order by 1, 2
