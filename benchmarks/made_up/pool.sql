-- One row: 40,000 made-up words, the commonest first; 20,000 made-up sentences of them by Zipf's law; 3,000 names.
create or replace temp table pool as
with
syllables as (
    select ['ka', 'ro', 'mi', 'te', 'lu', 'san', 'pre', 'dor', 'vin', 'sta', 'ble', 'gon', 'the', 'of', 'ing', 'er'] as s
),
words as (
    select list(array_to_string(list_transform(range(1 + (1 + hash(i) % 3)::bigint), x -> s[1 + (hash(i * 10 + x) % 16)::integer]), '') || (if(i % 3 = 0, 's', '')) order by i) as words
    from range(40000) as r(i), syllables
),
sentences as (
    select list(sentence order by i) as sentences
    from (
        select i, string_agg(words[1 + floor(pow(39999, hash(i * 100 + w) / 18446744073709551616.0))::integer], ' ') || '.' as sentence
        from range(20000) as r(i), range(20) as k(w), words
        group by i
    )
)
select
    words,
    sentences,
    list_transform(range(3000), x -> upper(words[2000 + x][1]) || words[2000 + x][2:] || ' ' || upper(words[9000 + x][1]) || words[9000 + x][2:]) as names
from words, sentences
