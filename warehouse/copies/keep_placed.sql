-- Notes what the moved articles' stories were decided on.
insert into placed by name
select article_id, body_hash, first_seen_at
from moved
where first_seen_at is not null
