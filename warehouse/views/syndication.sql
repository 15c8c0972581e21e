-- One row per article of a story that more than one source printed: who had it first, who reprinted it, how much each changed.
-- Where only the day of publication is known, an article counts as printed at its end, or when we saw it, if that was sooner.
create or replace view syndication as
with
dated as (
    select
        *,
        case
            when published_at is null then first_seen_at
            when published_precision = 'day' then greatest(published_at, least(first_seen_at, published_at + interval 1 day))
            else published_at
        end as printed_at
    from articles
    where story_id in (select story_id from stories where members > 1)
),
printed as (
    select
        *,
        count(distinct source) over (partition by story_id) as sources,
        max(agency) over (partition by story_id) as agency_credited,
        row_number() over told as position,
        first_value(article_id) over told as first_id,
        first_value(body_hash) over told as first_hash,
        first_value(title) over told as first_title,
        first_value(word_count) over told as first_words,
        first_value(printed_at) over told as first_at
    from dated
    window told as (partition by story_id order by printed_at, article_id)
)
select
    p.story_id,
    p.position,
    p.source,
    p.article_id,
    p.title,
    p.agency,
    p.agency_credited,
    p.printed_at,
    epoch(p.printed_at - p.first_at) / 3600 as hours_after_first,
    if(p.body_hash = p.first_hash, 1.0, l.jaccard) as jaccard,
    if(p.body_hash = p.first_hash, 1.0, l.containment) as containment,
    p.word_count - p.first_words as words_more,
    p.title is distinct from p.first_title as other_headline,
    p.first_id as first_article_id,
    p.sources,
    p.url
from printed as p
left join alike as l
    on l.body_hash = least(p.body_hash, p.first_hash)
    and l.other_hash = greatest(p.body_hash, p.first_hash)
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
comment on column syndication.printed_at is 'When it was published; where the page gives only the day, its end or when we first saw it, whichever is sooner (UTC).';
comment on column syndication.hours_after_first is 'Hours between the first article of the story and this one.';
comment on column syndication.jaccard is 'Shingles that it shares with the first article, of those that either has: 1 when the texts are the same. NULL where the two were not compared.';
comment on column syndication.containment is 'Shingles that it shares with the first article, of those of the shorter text: 1 when it is a part of the longer. NULL where the two were not compared.';
comment on column syndication.sources is 'How many sources printed the story.';
comment on column syndication.url is 'Address of the article, as last seen.';
comment on column syndication.agency_credited is 'The news agency that any article of the story credits.';
comment on column syndication.words_more is 'How many words longer it is than the first article; less than 0 if shorter.';
comment on column syndication.other_headline is 'Whether its headline is another than the first article''s.';
comment on column syndication.first_article_id is 'The article that had the story first.';
