-- One row per article that is new or says something new: all but its text. A text that we have already is the same story.
create or replace temp table fresh_articles as
with
fresh as (
    select s.*, t.body_hash, t.word_count
    from texts as t
    inner join now_standing as s on s.article_id = t.article_id and s.capture_id = t.capture_id
),
alike as (
    select a.article_id, a.story_id, a.body_hash, a.first_seen_at
    from articles as a
    inner join (
        select rowid as place
        from articles
        where body_hash in (select body_hash from fresh)
    ) as p on p.place = a.rowid
),
told as (
    select f.article_id, arg_min(a.story_id, (a.first_seen_at, a.article_id)) as story_id
    from fresh as f
    inner join alike as a on a.body_hash = f.body_hash
    where f.word_count >= 20
    group by f.article_id
)
select
    f.* exclude (story_id, body_hash, word_count),
    coalesce(
        f.story_id,
        d.story_id,
        if(
            f.word_count >= 20,
            first_value(f.article_id) over (
                partition by f.body_hash
                order by f.first_seen_at, f.article_id
            ),
            f.article_id
        )
    ) as story_id
from fresh as f
left join told as d on d.article_id = f.article_id
