-- One row per made-up article: its story (a tenth are copies), place, hour, text and names. Every twentieth has the
-- hashes that its text would get, so that it can be seen again; the others any.
create or replace temp table drawn as
with
placed as (
    select
        n,
        if(n % 10 = 0 and n > $first, n - 1 - (hash(n * 7) % 5)::bigint, n) as story,
        's' || lpad(floor(200 * pow(hash(n * 11) / 18446744073709551616.0, 2))::integer::varchar, 3, '0') as source,
        timestamptz '2022-01-01 02:15:00+00' + to_days((n // $a_night)::integer) + to_seconds(n % $a_night) as seen_at,
        if(hash(n * 13) % 20 = 0, 2, 1) as versions
    from range($first, $first + $count) as r(n)
),
worded as (
    select
        d.*,
        'https://www.' || d.source || '.example/news/' || d.n as url,
        d.source || '.example/news/' || d.n as url_key,
        p.names[1 + (hash(d.n * 23) % 3000)::integer] as author,
        p.sentences[1 + (hash(d.story * 19) % 20000)::integer] as lead,
        upper(lead[1]) || lead[2:60] || ' ' || d.n as title,
        array_to_string(list_transform(range(greatest(2, $words // 40 + (hash(d.story * 29) % ($words // 20))::bigint)), x -> p.sentences[1 + (hash(d.story * 1000 + x) % 20000)::integer]), e'\n\n')
        || if(d.n % 20 = 0, ' ' || p.names[1 + (hash(d.n * 43) % 3000)::integer] || '.', '') as body,
        p.words[100 + (hash(d.n * 31) % 500)::integer] as tag,
        upper(p.words[500 + (hash(d.n * 41) % 300)::integer]) as dateline
    from placed as d, pool as p
)
select
    w.*,
    article_id_of(w.source, w.url_key) as article_id,
    strftime(w.seen_at, '%Y-%m-%d') || '-nightly-00000001' as run,
    len(string_split(w.body, ' ')) as word_count,
    if(w.n % 20 = 0, hash_of(plain(w.body)), md5('b' || w.story)::uuid) as body_hash,
    if(w.n % 20 = 0, hash_of(concat_ws(chr(31), plain(w.title), plain(w.body))), md5('t' || w.n)::uuid) as text_hash,
    if(
        w.n % 20 = 0,
        hash_of(concat_ws(chr(31), plain(w.title), plain(w.body), '', plain(w.author))),
        md5('s' || w.n)::uuid
    ) as state_hash,
    md5('w' || w.n)::uuid as former_hash,
    printf('%016x', hash(w.story)) as story_id,
    ['World', 'Politics', 'Business', 'Sport', 'Culture', 'Science', 'Local', 'Opinion'][1 + (hash(w.n * 29) % 8)::integer] as section,
    ['en', 'en', 'en', 'de', 'fr', 'ru'][1 + (hash(w.source) % 6)::integer] as language,
    if(hash(w.n * 53) % 500 = 0, w.seen_at + interval 8 day, null) as withdrawn_at
from worded as w
order by w.n
