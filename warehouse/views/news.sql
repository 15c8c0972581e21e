-- One row per story: the article that had it first, and how many articles carry it.
create or replace view news as
select
    a.*,
    s.members as copies
from articles as a
inner join stories as s on s.first_article_id = a.article_id
;
comment on view news is 'One row per story: the article that had it first, as it stood when last seen. What "deduplicated" means: count stories here, not articles.';
comment on column news.article_id is 'The article that had the story first; see articles.';
comment on column news.source is 'The source; see sources.';
comment on column news.url is 'The address that answered, as last seen.';
comment on column news.url_key is 'The address without what does not tell pages apart. No two articles of a source share one.';
comment on column news.kind is 'article or live_blog.';
comment on column news.title is 'Headline.';
comment on column news.subtitle is 'Standfirst under the headline.';
comment on column news.authors is 'People who wrote it, as the page names them.';
comment on column news.published_at is 'When it was published (UTC); midnight of the source''s time zone if only the day is known.';
comment on column news.published_precision is 'second, minute or day: how exactly published_at is known.';
comment on column news.published_from is 'Where published_at was read: json-ld, meta, microdata, feed, url, text or print_line.';
comment on column news.modified_at is 'When it was last changed, as the page says (UTC).';
comment on column news.printed_on is 'The day of the printed paper it was in, as the page says.';
comment on column news.section is 'Section of the newspaper, as the page says.';
comment on column news.tags is 'Keywords, as the page gives them.';
comment on column news.language is 'Language of the text (BCP 47).';
comment on column news.dateline is 'Place that the text opens with, as in WASHINGTON.';
comment on column news.agency is 'News agency that is credited, as in AFP.';
comment on column news.body is 'The text, an empty line between paragraphs.';
comment on column news.word_count is 'Words in body, parted by white space (characters in scripts that do not part words).';
comment on column news.is_free is 'True if the page says that it can be read without paying, false if it says that it can''t.';
comment on column news.image_url is 'Address of the main picture.';
comment on column news.image_caption is 'Caption of the main picture.';
comment on column news.image_credit is 'Credit of the main picture.';
comment on column news.roles is 'Role of each paragraph of body, in order: text, lead, heading, quote, list_item, table_row, correction, note, preformatted.';
comment on column news.entries is 'Posts of a live blog, with their times (UTC).';
comment on column news.corrections is 'Correction notices on the page.';
comment on column news.first_seen_at is 'When we first fetched it (UTC).';
comment on column news.last_seen_at is 'When we last saw it stand there (UTC).';
comment on column news.withdrawn_at is 'When we first found it gone after last seeing it: 404, 410 or a redirect to the front page (UTC). NULL while it stands.';
comment on column news.versions is 'How many states of it we have; see versions.';
comment on column news.body_hash is 'Hash of the text, white space and quote style apart.';
comment on column news.story_id is 'The story it carries; see stories. Copies and reprints share it.';
comment on column news.capture_id is 'The capture that shows the state given here; see captures.';
comment on column news.extractor is 'What read it, with version.';
comment on column news.copies is 'How many articles carry the story, this one included.';
