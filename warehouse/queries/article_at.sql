-- One row: the article of this id, or the one that was seen at an address of this URL key.
select
    a.*,
    c.warc_file,
    c.warc_offset,
    c.warc_length,
    s.members as copies
from articles as a
left join captures as c on c.capture_id = a.capture_id
left join stories as s on s.story_id = a.story_id
where
    a.article_id = $asked
    or a.article_id in (select article_id from aliases where url_key = $url_key)
order by a.article_id
limit 1
