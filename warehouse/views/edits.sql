-- One row per change of an article that we saw: a new version, a withdrawal, a return.
create or replace view edits as
with
withdrawn as (
    select article_id, source, capture_id, fetched_at
    from captures
    where became = 'withdrawn'
),
-- Their captures first: few, so that not all captures meet all fetches.
theirs as materialized (
    select article_id, capture_id, fetch_id, fetched_at
    from captures
    where
        article_id in (select article_id from withdrawn)
        and became <> 'duplicate'
),
seen as (
    select c.article_id, c.capture_id, c.fetched_at
    from theirs as c
    inner join fetches as f on f.fetch_id = c.fetch_id
    where f.outcome in ('ok', 'unchanged')
),
withdrawals as (
    select
        w.article_id,
        w.source,
        w.capture_id,
        w.fetched_at,
        max(s.fetched_at) filter (where s.fetched_at < w.fetched_at) as seen_before_at,
        min(s.fetched_at) filter (where s.fetched_at > w.fetched_at) as back_at,
        arg_min(s.capture_id, s.fetched_at) filter (where s.fetched_at > w.fetched_at) as back_capture_id
    from withdrawn as w
    left join seen as s on s.article_id = w.article_id
    group by w.article_id, w.source, w.capture_id, w.fetched_at
),
every_change as (
    select article_id, source, kind, kinds, seen_before_at, seen_at, removed, added, words_removed, words_added, before_capture_id, capture_id
    from changes
    union all
    select article_id, source, 'withdrawn', ['withdrawn'], seen_before_at, fetched_at, [], [], 0, 0, null, capture_id
    from withdrawals
    union all
    select article_id, source, 'restored', ['restored'], fetched_at, back_at, [], [], 0, 0, capture_id, back_capture_id
    from withdrawals
    where back_at is not null
)
select
    e.seen_at,
    e.source,
    e.kind,
    a.title,
    e.removed,
    e.added,
    e.kinds,
    e.words_removed,
    e.words_added,
    e.seen_before_at,
    a.published_at,
    a.url,
    e.article_id,
    e.before_capture_id,
    e.capture_id
from every_change as e
inner join articles as a on a.article_id = e.article_id
;
comment on view edits is
    'One row per change of an article that we saw: a new version with what it changed, a withdrawal, a return.';
comment on column edits.seen_at is 'When the change was first seen (UTC).';
comment on column edits.source is 'The source; see sources.';
comment on column edits.kind is
    'The weightiest kind: withdrawn, restored, correction (a notice of one), headline, numbers, names, quotes, paragraph added, paragraph removed, wording, subtitle, authors, paragraph moved, typo.';
comment on column edits.title is 'Headline of the article as last seen.';
comment on column edits.removed is 'Phrases and paragraphs that went, in order; the first hundred, each cut at 300 characters.';
comment on column edits.added is 'Phrases and paragraphs that came, in order; the first hundred, each cut at 300 characters.';
comment on column edits.kinds is 'Every kind of change in it, the weightiest first.';
comment on column edits.words_removed is 'How many words went.';
comment on column edits.words_added is 'How many words came.';
comment on column edits.seen_before_at is 'When the article was last seen without the change (UTC).';
comment on column edits.published_at is 'When the article was published (UTC).';
comment on column edits.url is 'Address of the article as last seen.';
comment on column edits.article_id is 'The article; see articles.';
comment on column edits.before_capture_id is 'The capture that shows the state before; see captures.';
comment on column edits.capture_id is 'The capture that shows the state after, or that it is gone; see captures.'
