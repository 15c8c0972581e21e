-- One row per line of known.jsonl, by source: each page that is due, then the keys of all others, articles first, newest first.
with
others as (
    select
        source,
        is_article,
        url_key,
        etag,
        last_modified,
        row_number() over (partition by source, is_article order by first_seen_at desc, url_key) as place
    from known_pages
    where due_at is null or due_at > $now
),
lines as (
    select
        source,
        0 as part,
        0 as place,
        url_key,
        to_json({
            'what': 'page',
            'url_key': url_key,
            'url': url,
            'due_at': replace(strftime(timezone('UTC', due_at), '%Y-%m-%dT%H:%M:%S.%f'), '.000000', '') || '+00:00',
            'etag': etag,
            'last_modified': last_modified,
            'article': is_article,
            'title': title,
            'published_at':
                replace(strftime(timezone('UTC', published_at), '%Y-%m-%dT%H:%M:%S.%f'), '.000000', '') || '+00:00'
        }) as line
    from known_pages
    where due_at <= $now
    union all
    select
        source,
        if(is_article, 1, 2) as part,
        min(place) as place,
        null as url_key,
        to_json({
            'what': 'pages',
            'article': is_article,
            'url_keys': list(url_key order by place),
            'etags': if(count(etag) > 0, list(etag order by place), null),
            'last_modified': if(count(last_modified) > 0, list(last_modified order by place), null)
        }) as line
    from others
    group by source, is_article, (place - 1) // $together
)
select source, line
from lines
order by source, part, place, url_key
