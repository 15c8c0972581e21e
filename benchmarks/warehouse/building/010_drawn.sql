-- One row per made-up article: when and where it was first seen, and what names that gives it.
-- Every twentieth has the hashes that its text would get, so that it can be seen again; the others any.
create or replace temp table drawn as
select
    d.n,
    d.body,
    $nights_before + (d.n - $first) // $a_night as night,
    's' || lpad((hash(d.n) % 200)::varchar, 3, '0') as source,
    timestamptz '2020-01-01 02:15:00+00' + to_days(night::integer) + to_seconds(d.n % $a_night) as seen_at,
    strftime(seen_at, '%Y-%m-%d') || '-nightly-00000001' as run,
    'https://www.' || source || '.example/news/' || d.n as url,
    source || '.example/news/' || d.n as url_key,
    article_id_of(source, source || '.example/news/' || d.n) as article_id,
    md5('f' || d.n)::uuid::varchar as fetch_id,
    md5('c' || d.n)::uuid::varchar as capture_id,
    md5('g' || d.n)::uuid::varchar as later_fetch_id,
    md5('d' || d.n)::uuid::varchar as later_capture_id,
    left(split_part(d.body, e'\n', 1), 60) || ' ' || d.n as title,
    case when d.n % 20 = 0 then hash_of(plain(d.body)) else md5('b' || d.n)::uuid end as body_hash,
    case when d.n % 20 = 0 then hash_of(concat_ws(chr(31), plain(title), plain(d.body))) else md5('t' || d.n)::uuid end as text_hash,
    case
        when d.n % 20 = 0 then hash_of(concat_ws(chr(31), plain(title), plain(d.body), '', plain('Author ' || (d.n % 5000))))
        else md5('s' || d.n)::uuid
    end as state_hash,
    len(string_split(d.body, ' ')) as word_count
from read_csv($texts, columns = {n: 'BIGINT', body: 'VARCHAR'}, header = false, delim = e'\t', quote = '"', escape = '"', new_line = '\n', max_line_size = 1000000, buffer_size = 8000000) as d
order by d.n
