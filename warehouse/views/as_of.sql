-- One row per article that had been seen by a moment, as it stood then, with the capture that proves it.
-- Ask: from as_of('2026-03-01 09:00+00'). A moment without an offset is in the session's time zone.
create or replace macro moment_of(said) as
    -- DuckDB wants seconds; people say 09:00.
    regexp_replace(said::varchar, '^(\S+[ T]\d\d:\d\d)([^:\d]|$)', '\1:00\2')::timestamptz
;
create or replace macro as_of(moment) as table
with
states as (
    select *
    from versions
    where
        valid_from_at <= moment_of(moment)
        and (valid_to_at is null or valid_to_at > moment_of(moment))
),
gone as (
    select fetch_id
    from fetches
    where outcome = 'gone' and purpose = 'article' and started_at <= moment_of(moment)
),
-- What was read, then the answers without text: a 304 is a sighting, that it is gone a second time is none.
answers as (
    select article_id, rowid as place, fetched_at, became, true as shown
    from captures
    where
        state_hash is not null
        and article_id is not null
        and became <> 'duplicate'
        and fetched_at <= moment_of(moment)
    union all
    select c.article_id, c.rowid as place, c.fetched_at, c.became, false as shown
    from captures as c
    -- One equation: with a second condition beside it DuckDB compares every pair.
    anti join gone as g on g.fetch_id = if(c.became = 'withdrawn', null, c.fetch_id)
    where
        c.state_hash is null
        and c.article_id is not null
        and c.became in ('unchanged', 'withdrawn')
        and c.fetched_at <= moment_of(moment)
),
looks as (
    select
        article_id,
        max(fetched_at) filter (where became <> 'withdrawn') as seen_at,
        arg_max(place, fetched_at) filter (where shown) as place,
        max(fetched_at) filter (where became = 'withdrawn') as gone_at
    from answers
    group by article_id
)
select
    v.article_id,
    v.source,
    v.title,
    v.subtitle,
    v.authors,
    v.body,
    v.published_at,
    v.modified_at,
    v.section,
    v.language,
    v.word_count,
    v.corrections,
    v.url,
    v.valid_from_at,
    l.seen_at,
    if(l.gone_at > l.seen_at, l.gone_at, null) as withdrawn_at,
    p.capture_id,
    p.warc_file,
    p.warc_offset,
    p.warc_length
from states as v
inner join looks as l on l.article_id = v.article_id
inner join captures as p on p.rowid = l.place
;
comment on macro table as_of is
    'as_of(moment): the archive as it stood at a moment. One row per article seen by then, with the version that stood, when it was last seen before the moment, and the capture that proves it; withdrawn_at if it had been found gone.'
