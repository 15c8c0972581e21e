-- A private or loopback address answered, and its source does not allow that.
select f.fetch_id, f.source, f.url
from fetches as f
left join sources as s on s.source = f.source
where
    f.http_status is not null
    and coalesce(s.facts ->> 'allow_private', 'false') <> 'true'
    and regexp_matches(
        f.url,
        '^https?://([^/@]*@)?(localhost|127\.|10\.|192\.168\.|169\.254\.|172\.(1[6-9]|2[0-9]|3[01])\.|\[(::1|::ffff:|f[cd]|fe80))'
    )
