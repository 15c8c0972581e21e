-- The tables of the archive. Every time is UTC. NULL means: the page (or the server) does not say.

create table migrations (
    number integer not null,
    name varchar not null,
    applied_at timestamptz not null
);
comment on table migrations is 'One row per migration that made these tables what they are.';
comment on column migrations.number is 'Number of the migration; the highest is the version of the tables.';
comment on column migrations.name is 'Name of the migration.';
comment on column migrations.applied_at is 'When it was run here (UTC).';

create table views_made (
    digest varchar not null
);
comment on table views_made is 'One row: which views these are.';
comment on column views_made.digest is 'Digest of the definitions.';

create table sources (
    source varchar not null,
    title varchar,
    home varchar,
    language varchar,
    timezone varchar,
    country varchar,
    facts json,
    noted_at timestamptz not null
);
comment on table sources is 'One row per news site, as the list of sources described it last.';
comment on column sources.source is 'Name of the news site in sources.toml; the key.';
comment on column sources.title is 'Name of the news site as people write it.';
comment on column sources.home is 'Address of the front page.';
comment on column sources.language is 'Language of the site (BCP 47), unless a page says otherwise.';
comment on column sources.timezone is 'IANA time zone that the site''s local times mean.';
comment on column sources.country is 'Country of the site (ISO 3166-1 alpha-2).';
comment on column sources.facts is 'The whole entry of sources.toml, as JSON.';
comment on column sources.noted_at is 'When this description was written here (UTC).';

create table runs (
    run varchar not null,
    kind varchar not null,
    logical_date date not null,
    started_at timestamptz not null,
    finished_at timestamptz,
    verdict varchar,
    findings varchar[],
    sources varchar[],
    parameters json
);
comment on table runs is 'One row per run: one execution of a flow, with a logical date and a verdict of its own.';
comment on column runs.run is 'Name of the run: logical date, kind and eight hex digits; the key.';
comment on column runs.kind is 'nightly, backfill, revisit, reextract, rebuild or demo.';
comment on column runs.logical_date is 'The night that the run is for.';
comment on column runs.started_at is 'When the run began (UTC).';
comment on column runs.finished_at is 'When the run ended (UTC); NULL while it goes on, or if it was killed.';
comment on column runs.verdict is 'What the ledger says the run came to; NULL while it goes on, or if it was killed.';
comment on column runs.findings is 'What deserves a look, in sentences.';
comment on column runs.sources is 'The sources that the run was asked to visit.';
comment on column runs.parameters is 'What the run was asked to do, as JSON.';

create table crawls (
    run varchar not null,
    source varchar not null,
    logical_date date not null,
    kind varchar not null,
    started_at timestamptz not null,
    finished_at timestamptz not null,
    ended varchar not null,
    discovered bigint not null,
    known bigint not null,
    fetched bigint not null,
    warc_file varchar,
    limits map(varchar, bigint),
    findings varchar[]
);
comment on table crawls is 'One row per run and source: what the visit to one news site came to.';
comment on column crawls.run is 'The run; see runs.';
comment on column crawls.source is 'The source; see sources.';
comment on column crawls.logical_date is 'The night that the visit is for.';
comment on column crawls.kind is 'nightly, backfill, revisit or demo.';
comment on column crawls.started_at is 'When the visit began (UTC).';
comment on column crawls.finished_at is 'When the visit ended (UTC).';
comment on column crawls.ended is 'complete, or what ended it early: pages, minutes, bytes, cancelled, host_failing, failed: ...';
comment on column crawls.discovered is 'Candidates that the source announced, equal URL keys counted once.';
comment on column crawls.known is 'Of the discovered: known already, and not due for another look.';
comment on column crawls.fetched is 'Pages that were asked for, retries not counted.';
comment on column crawls.warc_file is 'The WARC file of the visit, relative to the home.';
comment on column crawls.limits is 'How often each limit was hit.';
comment on column crawls.findings is 'What deserves a look, in sentences.';

create table fetches (
    fetch_id varchar not null,
    run varchar not null,
    source varchar not null,
    purpose varchar not null,
    url varchar not null,
    url_key varchar not null,
    announced_url varchar not null,
    started_at timestamptz not null,
    seconds double not null,
    outcome varchar not null,
    reason varchar not null,
    http_status integer,
    bytes bigint not null,
    attempt integer not null,
    redirect_of varchar,
    location varchar,
    etag varchar,
    last_modified varchar,
    capture_id varchar,
    via varchar,
    via_url varchar,
    hinted_title varchar,
    hinted_published_at timestamptz,
    hinted_modified_at timestamptz,
    notices map(varchar, varchar)
);
comment on table fetches is 'One row per attempt to get a URL. Each ended in exactly one outcome.';
comment on column fetches.fetch_id is 'UUID of the attempt; the key.';
comment on column fetches.run is 'The run; see runs.';
comment on column fetches.source is 'The source; see sources.';
comment on column fetches.purpose is 'What it was for: robots, feed, sitemap, section, archive, home or article.';
comment on column fetches.url is 'The address that was asked.';
comment on column fetches.url_key is 'The address without what does not tell pages apart (scheme, www, tracking parameters).';
comment on column fetches.announced_url is 'The address at the start of the chain of redirects.';
comment on column fetches.started_at is 'When the attempt began (UTC).';
comment on column fetches.seconds is 'How long it took, in seconds.';
comment on column fetches.outcome is 'ok, unchanged, redirected, gone, blocked, throttled, timeout, robots_denied, over_budget ...';
comment on column fetches.reason is 'Why it ended so, in words.';
comment on column fetches.http_status is 'The HTTP status; NULL if no answer came.';
comment on column fetches.bytes is 'Bytes of the body as they came over the wire.';
comment on column fetches.attempt is '1 for the first attempt, 2 for the first retry.';
comment on column fetches.redirect_of is 'fetch_id of the hop before, if a redirect led here.';
comment on column fetches.location is 'Where a redirect pointed.';
comment on column fetches.etag is 'The ETag that the server gave.';
comment on column fetches.last_modified is 'The Last-Modified that the server gave.';
comment on column fetches.capture_id is 'The response as it was served; see captures. NULL if none came.';
comment on column fetches.via is 'How the address was found: feed, news_sitemap, sitemap, section, archive, home or revisit.';
comment on column fetches.via_url is 'The feed, sitemap or page that announced it.';
comment on column fetches.hinted_title is 'The title that the announcement gave.';
comment on column fetches.hinted_published_at is 'The publication time that the announcement gave (UTC).';
comment on column fetches.hinted_modified_at is 'The modification time that the announcement gave (UTC).';
comment on column fetches.notices is 'What the server said about reuse: x-robots-tag, tdm-reservation and the like.';

create table captures (
    capture_id varchar not null,
    fetch_id varchar not null,
    run varchar not null,
    source varchar not null,
    url varchar not null,
    url_key varchar not null,
    fetched_at timestamptz not null,
    warc_file varchar not null,
    warc_offset bigint not null,
    warc_length bigint not null,
    payload_digest varchar not null,
    content_type varchar,
    became varchar not null,
    article_id varchar,
    verdict varchar,
    reason varchar,
    state_hash uuid,
    body_hash uuid,
    extractor varchar,
    charset varchar,
    read_at timestamptz
);
comment on table captures is 'One row per response, kept as it was served in a WARC record; and what became of it.';
comment on column captures.capture_id is 'UUID of the WARC record; the key.';
comment on column captures.fetch_id is 'The attempt that brought it; see fetches.';
comment on column captures.run is 'The run; see runs.';
comment on column captures.source is 'The source; see sources.';
comment on column captures.url is 'The address that answered.';
comment on column captures.url_key is 'URL key of the article, once the page was read; until then of the address.';
comment on column captures.fetched_at is 'When it was fetched (UTC).';
comment on column captures.warc_file is 'The WARC file that holds it, relative to the home.';
comment on column captures.warc_offset is 'Where its record begins in the WARC file, in bytes.';
comment on column captures.warc_length is 'Length of its record in the WARC file, in bytes, compressed.';
comment on column captures.payload_digest is 'SHA-1 of the body as it came over the wire, in base 32.';
comment on column captures.content_type is 'Content-Type as served.';
comment on column captures.became is
    'Exactly one of: version, unchanged, duplicate, reject, withdrawn, announcement, redirect, error; unread until it was read.';
comment on column captures.article_id is 'The article that it shows; see articles. NULL if it shows none.';
comment on column captures.verdict is 'What kind of page it is; NULL if it is no page or was not read.';
comment on column captures.reason is 'Why this verdict, in words.';
comment on column captures.state_hash is 'Hash of what the article said: title, subtitle, text, authors.';
comment on column captures.body_hash is 'Hash of the normalised text alone.';
comment on column captures.extractor is 'What read it, with version.';
comment on column captures.charset is 'The character encoding used, and why.';
comment on column captures.read_at is 'Start of the run whose reading stands here (UTC).';

create table articles (
    article_id varchar not null,
    source varchar not null,
    url varchar not null,
    url_key varchar not null,
    kind varchar not null,
    title varchar,
    subtitle varchar,
    authors varchar[],
    published_at timestamptz,
    published_precision varchar,
    published_from varchar,
    modified_at timestamptz,
    printed_on date,
    section varchar,
    tags varchar[],
    language varchar,
    dateline varchar,
    agency varchar,
    body varchar,
    word_count bigint,
    is_free boolean,
    image_url varchar,
    image_caption varchar,
    image_credit varchar,
    roles varchar[],
    entries struct(posted_at timestamptz, title varchar, "text" varchar)[],
    corrections varchar[],
    first_seen_at timestamptz not null,
    last_seen_at timestamptz not null,
    withdrawn_at timestamptz,
    versions bigint not null,
    body_hash uuid,
    story_id varchar not null,
    capture_id varchar not null,
    extractor varchar not null
);
comment on table articles is
    'One row per article: one piece of journalism of one source, as it stood when last seen. Older states are in versions, copies share a story_id.';
comment on column articles.article_id is 'Sixteen hex digits made from the source and the URL key it was first seen under; the key.';
comment on column articles.source is 'The source; see sources.';
comment on column articles.url is 'The address that answered, as last seen.';
comment on column articles.url_key is 'The address without what does not tell pages apart. No two articles of a source share one.';
comment on column articles.kind is 'article or live_blog.';
comment on column articles.title is 'Headline.';
comment on column articles.subtitle is 'Standfirst under the headline.';
comment on column articles.authors is 'People who wrote it, as the page names them.';
comment on column articles.published_at is 'When it was published (UTC); midnight of the source''s time zone if only the day is known.';
comment on column articles.published_precision is 'second, minute or day: how exactly published_at is known.';
comment on column articles.published_from is 'Where published_at was read: json-ld, meta, microdata, feed, url, text or print_line.';
comment on column articles.modified_at is 'When it was last changed, as the page says (UTC).';
comment on column articles.printed_on is 'The day of the printed paper it was in, as the page says.';
comment on column articles.section is 'Section of the newspaper, as the page says.';
comment on column articles.tags is 'Keywords, as the page gives them.';
comment on column articles.language is 'Language of the text (BCP 47).';
comment on column articles.dateline is 'Place that the text opens with, as in WASHINGTON.';
comment on column articles.agency is 'News agency that is credited, as in AFP.';
comment on column articles.body is 'The text, an empty line between paragraphs.';
comment on column articles.word_count is 'Words in body, parted by white space (characters in scripts that do not part words).';
comment on column articles.is_free is 'True if the page says that it can be read without paying, false if it says that it can''t.';
comment on column articles.image_url is 'Address of the main picture.';
comment on column articles.image_caption is 'Caption of the main picture.';
comment on column articles.image_credit is 'Credit of the main picture.';
comment on column articles.roles is 'Role of each paragraph of body, in order: text, lead, heading, quote, list_item, table_row, correction, note, preformatted.';
comment on column articles.entries is 'Posts of a live blog, with their times (UTC).';
comment on column articles.corrections is 'Correction notices on the page.';
comment on column articles.first_seen_at is 'When we first fetched it (UTC).';
comment on column articles.last_seen_at is 'When we last saw it stand there (UTC).';
comment on column articles.withdrawn_at is 'When we first found it gone after last seeing it: 404, 410 or a redirect to the front page (UTC). NULL while it stands.';
comment on column articles.versions is 'How many states of it we have; see versions.';
comment on column articles.body_hash is 'Hash of the text, white space and quote style apart.';
comment on column articles.story_id is 'The story it carries; see stories. Copies and reprints share it.';
comment on column articles.capture_id is 'The capture that shows the state given here; see captures.';
comment on column articles.extractor is 'What read it, with version.';

create table versions (
    article_id varchar not null,
    source varchar not null,
    valid_from_at timestamptz not null,
    valid_to_at timestamptz,
    last_seen_at timestamptz not null,
    kind varchar not null,
    url varchar not null,
    title varchar,
    subtitle varchar,
    authors varchar[],
    published_at timestamptz,
    published_precision varchar,
    published_from varchar,
    modified_at timestamptz,
    printed_on date,
    section varchar,
    tags varchar[],
    language varchar,
    dateline varchar,
    agency varchar,
    body varchar,
    word_count bigint,
    is_free boolean,
    image_url varchar,
    image_caption varchar,
    image_credit varchar,
    roles varchar[],
    entries struct(posted_at timestamptz, title varchar, "text" varchar)[],
    corrections varchar[],
    body_hash uuid,
    text_hash uuid not null,
    state_hash uuid not null,
    capture_id varchar not null,
    extractor varchar not null,
    provenance map(varchar, varchar),
    losers map(varchar, varchar[])
);
comment on table versions is
    'One row per state of an article. A new one begins only when its text, title, subtitle or authors changed. The date is left out: a page seen without its feed often tells only the day.';
comment on column versions.article_id is 'The article; see articles.';
comment on column versions.source is 'The source; see sources.';
comment on column versions.url is 'The address that answered.';
comment on column versions.kind is 'article or live_blog.';
comment on column versions.title is 'Headline.';
comment on column versions.subtitle is 'Standfirst under the headline.';
comment on column versions.authors is 'People who wrote it, as the page names them.';
comment on column versions.published_at is 'When it was published (UTC); midnight of the source''s time zone if only the day is known.';
comment on column versions.published_precision is 'second, minute or day: how exactly published_at is known.';
comment on column versions.published_from is 'Where published_at was read: json-ld, meta, microdata, feed, url, text or print_line.';
comment on column versions.modified_at is 'When it was last changed, as the page says (UTC).';
comment on column versions.printed_on is 'The day of the printed paper it was in, as the page says.';
comment on column versions.section is 'Section of the newspaper, as the page says.';
comment on column versions.tags is 'Keywords, as the page gives them.';
comment on column versions.language is 'Language of the text (BCP 47).';
comment on column versions.dateline is 'Place that the text opens with, as in WASHINGTON.';
comment on column versions.agency is 'News agency that is credited, as in AFP.';
comment on column versions.body is 'The text, an empty line between paragraphs.';
comment on column versions.word_count is 'Words in body, parted by white space (characters in scripts that do not part words).';
comment on column versions.is_free is 'True if the page says that it can be read without paying, false if it says that it can''t.';
comment on column versions.image_url is 'Address of the main picture.';
comment on column versions.image_caption is 'Caption of the main picture.';
comment on column versions.image_credit is 'Credit of the main picture.';
comment on column versions.roles is 'Role of each paragraph of body, in order: text, lead, heading, quote, list_item, table_row, correction, note, preformatted.';
comment on column versions.entries is 'Posts of a live blog, with their times (UTC).';
comment on column versions.corrections is 'Correction notices on the page.';
comment on column versions.valid_from_at is 'When this state was first fetched (UTC).';
comment on column versions.valid_to_at is 'When the next state was first fetched (UTC). NULL for the last one.';
comment on column versions.last_seen_at is 'When we last saw this state (UTC).';
comment on column versions.body_hash is 'Hash of the text, white space and quote style apart.';
comment on column versions.text_hash is 'Hash of title and text.';
comment on column versions.state_hash is 'Hash of title, subtitle, text and authors.';
comment on column versions.capture_id is 'The capture that first shows this state; see captures.';
comment on column versions.extractor is 'What read it, with version.';
comment on column versions.provenance is 'Where each field was read: place and rule.';
comment on column versions.losers is 'What else each field could have been: place and value.';

create table aliases (
    source varchar not null,
    url_key varchar not null,
    url varchar not null,
    article_id varchar not null,
    role varchar not null,
    first_seen_at timestamptz not null
);
comment on table aliases is 'One row per address that an article was seen at. An address belongs to exactly one article.';
comment on column aliases.source is 'The source; see sources.';
comment on column aliases.url_key is 'The address without what does not tell pages apart.';
comment on column aliases.url is 'The address, as first seen.';
comment on column aliases.article_id is 'The article; see articles.';
comment on column aliases.role is
    'main: the article''s own address, now or before it moved; alias: leads to it; duplicate: a page of its own with the same title and text.';
comment on column aliases.first_seen_at is 'When the address was first seen to lead to the article (UTC).';

create table rejects (
    capture_id varchar not null,
    run varchar not null,
    source varchar not null,
    url varchar not null,
    url_key varchar not null,
    verdict varchar not null,
    reason varchar not null,
    fetched_at timestamptz not null,
    extractor varchar not null
);
comment on table rejects is
    'One row per page that is no article, with the reason. Seen again with the same verdict, it adds no row.';
comment on column rejects.capture_id is 'The page as it was served; see captures. The key.';
comment on column rejects.run is 'The run; see runs.';
comment on column rejects.source is 'The source; see sources.';
comment on column rejects.url is 'The address that answered.';
comment on column rejects.url_key is 'The address without what does not tell pages apart.';
comment on column rejects.verdict is 'What kind of page it is: stub, consent, soft404, listing, gallery, empty, timeout, broken ...';
comment on column rejects.reason is 'Why this verdict, in words.';
comment on column rejects.fetched_at is 'When it was fetched (UTC).';
comment on column rejects.extractor is 'What read it, with version.';

create table stories (
    story_id varchar not null,
    members bigint not null,
    first_article_id varchar not null,
    likeness double not null
);
comment on table stories is 'One row per story: articles of any source that carry (nearly) the same text.';
comment on column stories.story_id is 'The key.';
comment on column stories.members is 'How many articles carry it.';
comment on column stories.first_article_id is 'The article that had it first; see articles.';
comment on column stories.likeness is 'How like the members are, from 0 to 1; 1 when the texts are the same.';

create table quarantine (
    run varchar not null,
    source varchar not null,
    file varchar not null,
    line bigint not null,
    reason varchar not null,
    record varchar not null,
    noted_at timestamptz not null
);
comment on table quarantine is 'One row per line of a stage file that could not be loaded, with the reason. Nothing else of its file was held back.';
comment on column quarantine.run is 'The run; see runs.';
comment on column quarantine.source is 'The source; see sources.';
comment on column quarantine.file is 'Name of the stage file.';
comment on column quarantine.line is 'Number of the line in it; the first is 1.';
comment on column quarantine.reason is 'What is wrong with the line.';
comment on column quarantine.record is 'The line, its first 10,000 characters.';
comment on column quarantine.noted_at is 'Start of the run that met it (UTC).';
