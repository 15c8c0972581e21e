-- What each new version changed, found once and kept: which words went, which came, and what kind of edit it is.
create table changes (
    article_id varchar not null,
    source varchar not null,
    capture_id varchar not null,
    before_capture_id varchar not null,
    seen_before_at timestamptz not null,
    seen_at timestamptz not null,
    state_hash uuid not null,
    before_hash uuid not null,
    kind varchar not null,
    kinds varchar[] not null,
    removed varchar[] not null,
    added varchar[] not null,
    words_removed bigint not null,
    words_added bigint not null
);
comment on table changes is 'One row per version of an article but its first: what it changed. The view edits adds withdrawals and returns.';
comment on column changes.article_id is 'The article; see articles.';
comment on column changes.source is 'The source; see sources.';
comment on column changes.capture_id is 'The capture that first shows the state after the change; see versions.';
comment on column changes.before_capture_id is 'The capture that first shows the state before it; see versions.';
comment on column changes.seen_before_at is 'When the state before was last seen (UTC): the change was made after it.';
comment on column changes.seen_at is 'When the state after was first seen (UTC): the change was made before it.';
comment on column changes.state_hash is 'Hash of the state after the change.';
comment on column changes.before_hash is 'Hash of the state before it.';
comment on column changes.kind is
    'The weightiest of kinds: correction, headline, numbers, names, quotes, paragraph added, paragraph removed, wording, subtitle, authors, paragraph moved or typo.';
comment on column changes.kinds is 'Every kind of change in it, the weightiest first.';
comment on column changes.removed is 'Phrases and paragraphs that went, in order; the first hundred, each cut at 300 characters.';
comment on column changes.added is 'Phrases and paragraphs that came, in order; the first hundred, each cut at 300 characters.';
comment on column changes.words_removed is 'How many words went.';
comment on column changes.words_added is 'How many words came.';
