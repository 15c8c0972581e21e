-- One row per source: whether its newest night was as its history leads one to expect, and if not, why and what to do.
create or replace view source_health as
with
days as materialized (from source_days), -- it goes through all fetches: once is enough
newest as (select max(day) as today from days),
recent as (
    select
        s.*,
        n.today,
        isodow(s.day) as weekday,
        row_number() over (partition by s.source order by s.day desc) as visit,  -- 1 is the last
        min(s.day) over (partition by s.source) as first_day
    from days as s
    cross join newest as n
),
-- What is usual on a weekday: the median of eight weeks, of all days where a weekday was seen less than four times.
history as (from recent where visit > 1 and day between today - 56 and today - 1),
by_weekday as (
    select source, weekday, count(*) as days, median(articles) as usual, mad(articles) as spread
    from history
    group by source, weekday
),
by_source as (
    select
        source,
        count(*) as days,
        median(articles) as usual,
        mad(articles) as spread,
        median(words) as words,
        mad(words) as words_spread,
        sum(undated) / greatest(sum(articles), 1) as undated,
        sum(rejected) / greatest(sum(articles + rejected), 1) as rejected,
        sum(robots_denied) / greatest(sum(requests), 1) as denied,
        sum(same_title - 1) filter (where articles > 1) / greatest(sum(articles - 1) filter (where articles > 1), 1) as same_title
    from history
    where visit > 3
    group by source
),
expected as (
    select
        r.source,
        r.day,
        r.visit,
        r.articles,
        if(w.days >= 4, w.usual, s.usual) as usual,
        -- never narrower than chance alone makes it (Poisson)
        greatest(1.4826 * if(w.days >= 4, w.spread, s.spread), sqrt(greatest(if(w.days >= 4, w.usual, s.usual), 1))) as spread
    from recent as r
    inner join by_source as s on s.source = r.source
    left join by_weekday as w on w.source = r.source and w.weekday = r.weekday
    where r.day > r.today - 56
),
quiet as (
    select
        source,
        max(day) filter (where articles > 0) as last_article_on,
        sum(usual) filter (where day > coalesce((select max(e.day) from expected as e where e.source = expected.source and e.articles > 0), date '0001-01-01')) as missed
    from expected
    group by source
),
latest as (
    select
        source,
        sum(articles) filter (where visit <= 3) as articles,
        sum(usual) filter (where visit <= 3) as usual,
        sqrt(sum(spread * spread) filter (where visit <= 3)) as spread,
        sum(articles) filter (where visit <= 7) as week_articles,
        sum(usual) filter (where visit <= 7) as week_usual,
        sqrt(sum(spread * spread) filter (where visit <= 7)) as week_spread,
        max(usual) filter (where visit = 1) as usual_now,
        max(spread) filter (where visit = 1) as spread_now
    from expected
    group by source
),
last_three as (
    select
        source,
        sum(articles) as articles,
        median(words) as words,
        sum(undated) / greatest(sum(articles), 1) as undated,
        sum(rejected) / greatest(sum(articles + rejected), 1) as rejected,
        sum(rejected) as rejects,
        sum(same_title - 1) filter (where articles > 1) / greatest(sum(articles - 1) filter (where articles > 1), 1) as same_title,
        count(*) as visits,
        list_reduce(list(failing), lambda a, b: list_intersect(a, b)) as failing
    from recent
    where visit <= 3
    group by source
),
told as (
    select
        r.source,
        r.today,
        r.day as last_visit_on,
        r.first_day,
        r.articles,
        l.usual_now as usual,
        greatest(0, l.usual_now - 3 * l.spread_now) as low,
        l.usual_now + 5 * l.spread_now as high,
        q.last_article_on,
        list_filter(
            [
                if(r.day < r.today,
                    {'state': 'not visited', 'reason': 'we did not visit it since ' || r.day, 'next_step': 'look at the last run: was the source left out, or did the run fail?'}, null),
                if(r.requests >= 3 and r.blocked >= 0.5 * r.requests,
                    {'state': 'blocked', 'reason': r.blocked || ' of ' || r.requests || ' requests were refused', 'next_step': 'raise its delay, or write to the site; nightdesk sources check ' || r.source || ' shows more'}, null),
                if(r.unreachable >= 1 and r.unreachable >= 0.5 * r.requests,
                    {'state': 'unreachable', 'reason': r.unreachable || ' of ' || r.requests || ' requests found no server that answers', 'next_step': 'wait a night; then look whether the site has moved'}, null),
                if(r.requests >= 3 and r.robots_denied >= 0.5 * r.requests and coalesce(b.denied, 0) < 0.2,
                    {'state': 'denied', 'reason': 'robots.txt now forbids ' || r.robots_denied || ' of ' || r.requests || ' addresses', 'next_step': 'read its robots.txt; take the source out if it wants to be left alone'}, null),
                if(len(t.failing) > 0 and t.visits >= 3,
                    {'state': 'feeds dead', 'reason': 'not readable at the last three visits: ' || array_to_string(t.failing[1:3], ', '), 'next_step': 'nightdesk sources check ' || r.source || ' finds where its feeds are now'}, null),
                if(b.days >= 14 and t.rejects >= 5 and t.rejected > b.rejected + 0.4,
                    {'state': 'drifting', 'reason': round(100 * t.rejected)::bigint || ' % of the pages were no articles, usually ' || round(100 * b.rejected)::bigint || ' %', 'next_step': 'ask for their verdicts in rejects: is it a wall, or a paywall?'}, null),
                if(q.missed >= 6 and b.days >= 14,
                    {'state': 'silent', 'reason': 'no new article since ' || coalesce(q.last_article_on::varchar, 'eight weeks') || ', where ' || round(q.missed)::bigint || ' were to be expected', 'next_step': 'nightdesk sources check ' || r.source}, null),
                if(b.days >= 14 and coalesce(q.missed, 0) < 6 and l.articles < 0.6 * l.usual and l.usual - l.articles > 4 * l.spread,
                    {'state': 'dropping', 'reason': l.articles || ' articles at the last three visits, usually ' || round(l.usual)::bigint, 'next_step': 'nightdesk sources check ' || r.source || ' tells what it announces'}, null),
                if(b.days >= 14 and coalesce(q.missed, 0) < 6 and not (l.articles < 0.6 * l.usual and l.usual - l.articles > 4 * l.spread) and l.week_articles < 0.6 * l.week_usual and l.week_usual - l.week_articles > 3 * l.week_spread,
                    {'state': 'dropping', 'reason': l.week_articles || ' articles at the last seven visits, usually ' || round(l.week_usual)::bigint, 'next_step': 'nightdesk sources check ' || r.source || ' tells what it announces'}, null),
                if(b.days >= 14 and r.articles > 2.5 * l.usual_now and r.articles - l.usual_now > 6 * l.spread_now,
                    {'state': 'surging', 'reason': r.articles || ' new articles, usually ' || round(l.usual_now)::bigint, 'next_step': 'see whether pages that are no articles were taken for some'}, null),
                if(b.days >= 14 and t.articles >= 5 and abs(t.words - b.words) > 3 * greatest(1.4826 * b.words_spread, 0.1 * b.words) and (t.words < 0.5 * b.words or t.words > 2 * b.words),
                    {'state': 'drifting', 'reason': 'articles have ' || round(t.words)::bigint || ' words, usually ' || round(b.words)::bigint, 'next_step': 'nightdesk show one of them beside its page: has the template changed?'}, null),
                if(b.days >= 14 and t.articles >= 5 and t.undated > b.undated + 0.4,
                    {'state': 'drifting', 'reason': round(100 * t.undated)::bigint || ' % of the articles have no date, usually ' || round(100 * b.undated)::bigint || ' %', 'next_step': 'nightdesk show one of them beside its page: has the template changed?'}, null),
                if(b.days >= 14 and t.articles >= 8 and t.same_title > greatest(0.5, b.same_title + 0.3),
                    {'state': 'drifting', 'reason': round(100 * t.same_title)::bigint || ' % of the articles carry one title', 'next_step': 'nightdesk show one of them beside its page: is it a wall?'}, null),
                if(r.certificate_ends_at < r.today::timestamp::timestamptz + interval 14 days,
                    {'state': 'certificate ending', 'reason': 'its certificate ends on ' || r.certificate_ends_at::date, 'next_step': 'nothing: it is the site''s; afterwards it will be unreachable'}, null)
            ],
            lambda one: one is not null
        ) as found,
        coalesce(p.robots_digest <> r.robots_digest, false) as robots_changed
    from recent as r
    left join recent as p on p.source = r.source and p.visit = 2
    left join by_source as b on b.source = r.source
    left join quiet as q on q.source = r.source
    left join latest as l on l.source = r.source
    left join last_three as t on t.source = r.source
    where r.visit = 1
)
select
    source,
    today as day,
    -- New sources are not alarmed on: what is usual is not known yet.
    case
        when first_day > today - 28 then if(last_visit_on < today, 'not visited', 'new')
        when len(found) = 0 then 'well'
        else found[1].state
    end as state,
    if(first_day > today - 28, null, found[1].reason) as reason,
    if(first_day > today - 28, null, found[1].next_step) as next_step,
    if(first_day > today - 28, [], list_transform(found[2:], lambda one: one.state || ': ' || one.reason)) as also,
    articles,
    usual,
    low,
    high,
    last_article_on,
    last_visit_on,
    robots_changed
from told
order by source
;
comment on view source_health is 'One row per source: whether its newest night was as its history leads one to expect, and if not, why and what to do.';
comment on column source_health.source is 'The source; see sources.';
comment on column source_health.day is 'The newest night of any source (a logical date): what is judged.';
comment on column source_health.state is 'well, new (seen for less than 28 days, not judged), not visited, blocked, unreachable, denied, feeds dead, silent, dropping, surging, drifting, certificate ending.';
comment on column source_health.reason is 'Why, in words; NULL if it is well or new.';
comment on column source_health.next_step is 'What to do about it; NULL if it is well or new.';
comment on column source_health.also is 'What else is wrong, in words.';
comment on column source_health.articles is 'New articles at the last visit.';
comment on column source_health.usual is 'New articles that are usual on that weekday: the median of eight weeks; NULL without a history.';
comment on column source_health.low is 'Lower end of what is usual.';
comment on column source_health.high is 'Upper end of what is usual.';
comment on column source_health.last_article_on is 'Night of the last new article within eight weeks.';
comment on column source_health.last_visit_on is 'Night of the last visit.';
comment on column source_health.robots_changed is 'Whether robots.txt changed since the visit before.';
