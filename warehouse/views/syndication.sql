-- One row per article of a story that more than one source printed: who had it first, who reprinted it, how much each changed.
create or replace view syndication as
with
printed as (
    select
        a.*,
        count(distinct a.source) over (partition by a.story_id) as sources,
        row_number() over told as position,
        first_value(a.article_id) over told as first_id,
        first_value(coalesce(a.published_at, a.first_seen_at)) over told as first_at
    from articles as a
    window told as (
        partition by a.story_id
        order by coalesce(a.published_at, a.first_seen_at), a.article_id
    )
)
select
    p.story_id,
    p.position,
    p.source,
    p.article_id,
    p.title,
    p.agency,
    coalesce(p.published_at, p.first_seen_at) as printed_at,
    epoch(coalesce(p.published_at, p.first_seen_at) - p.first_at) / 3600 as hours_after_first,
    if(p.position = 1, 1.0, c.jaccard) as jaccard,
    if(p.position = 1, 1.0, c.containment) as containment,
    p.sources,
    p.url
from printed as p
left join copies as c
    on c.article_id = least(p.article_id, p.first_id)
    and c.other_id = greatest(p.article_id, p.first_id)
where p.sources > 1
order by p.story_id, p.position
;
comment on view syndication is 'One row per article of a story that more than one source printed: who had it first, who reprinted it, how much each changed.';
comment on column syndication.story_id is 'The story; see stories.';
comment on column syndication.position is '1 for the article that had it first, then in the order of printing.';
comment on column syndication.source is 'The source; see sources.';
comment on column syndication.article_id is 'The article; see articles.';
comment on column syndication.title is 'Headline.';
comment on column syndication.agency is 'News agency that is credited, as in AFP.';
comment on column syndication.printed_at is 'When it was published; when we first saw it where the page gives no time (UTC).';
comment on column syndication.hours_after_first is 'Hours between the first article of the story and this one.';
comment on column syndication.jaccard is 'Shingles that it shares with the first article, of those that either has: 1 when the texts are the same. NULL where the two were not compared.';
comment on column syndication.containment is 'Shingles that it shares with the first article, of those of the shorter text: 1 when it is a part of the longer. NULL where the two were not compared.';
comment on column syndication.sources is 'How many sources printed the story.';
comment on column syndication.url is 'Address of the article, as last seen.';
