-- Counts the members of all stories that the circle had or has, and how like they are.
merge into stories as s
using (
    with
    touched as (
        select story_id from told
        union
        select former_id from told
    ),
    sure as (
        select story_id, min(likeness) as likeness
        from told
        group by story_id
    )
    select
        t.story_id,
        count(a.article_id) as members,
        arg_min(a.article_id, (a.first_seen_at, a.article_id)) as first_article_id,
        coalesce(any_value(u.likeness), 1.0) as likeness
    from touched as t
    left join articles as a on a.story_id = t.story_id
    left join sure as u on u.story_id = t.story_id
    group by t.story_id
) as n
on s.story_id = n.story_id
when matched and n.members > 0 and (s.members <> n.members or s.first_article_id <> n.first_article_id or s.likeness <> n.likeness)
    then update set members = n.members, first_article_id = n.first_article_id, likeness = n.likeness
when not matched and n.members > 0
    then insert (story_id, members, first_article_id, likeness)
    values (n.story_id, n.members, n.first_article_id, n.likeness)
