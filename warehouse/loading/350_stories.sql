-- Counts the members of those stories anew.
merge into stories as s
using (
    select
        t.story_id,
        count(a.article_id) as members,
        arg_min(a.article_id, (a.first_seen_at, a.article_id)) as first_article_id
    from told as t
    left join articles as a on a.story_id = t.story_id
    group by t.story_id
) as n
on s.story_id = n.story_id
when matched and n.members = 0 then delete
when matched and (s.members <> n.members or s.first_article_id <> n.first_article_id)
    then update set members = n.members, first_article_id = n.first_article_id
when not matched and n.members > 0
    then insert (story_id, members, first_article_id, likeness)
    values (n.story_id, n.members, n.first_article_id, 1.0)
