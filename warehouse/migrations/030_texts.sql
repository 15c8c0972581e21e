-- Copies are pairs of texts, no longer of articles: a text is compared once, however often it is printed or returns.
-- The next search for copies fills these tables anew from all versions.
drop table fingerprinted;
drop table fingerprints;
drop table copies;

create table compared (
    body_hash uuid not null,
    shingles integer not null,
    scale integer not null,
    kept integer not null
);
comment on table compared is 'One row per text that was compared with all others. Older states of articles are texts too.';
comment on column compared.body_hash is 'Hash of the text, as in versions and articles; the key.';
comment on column compared.shingles is 'How many different five-word shingles the text has.';
comment on column compared.scale is 'One in so many of them is kept: 1 in a short text, 32 in a long one.';
comment on column compared.kept is 'How many of them are in fingerprints.';

create table fingerprints (
    hash ubigint not null,
    body_hash uuid not null,
    source varchar not null
);
comment on table fingerprints is 'One row per text and kept shingle: those with the lowest hashes.';
comment on column fingerprints.hash is 'Hash of the shingle.';
comment on column fingerprints.body_hash is 'The text; see compared.';
comment on column fingerprints.source is 'A source that printed the text; see sources.';

create table alike (
    body_hash uuid not null,
    other_hash uuid not null,
    jaccard double not null,
    containment double not null
);
comment on table alike is 'One row per pair of different texts that are nearly the same, or one nearly a part of the other.';
comment on column alike.body_hash is 'The text whose hash comes first; see compared.';
comment on column alike.other_hash is 'The other text; see compared.';
comment on column alike.jaccard is 'Shingles that both have, of those that either has: 1 when all are the same.';
comment on column alike.containment is 'Shingles that both have, of those of the shorter text: 1 when it is a part of the longer.';

create table placed (
    article_id varchar not null,
    body_hash uuid,
    first_seen_at timestamptz not null
);
comment on table placed is 'One row per article that was given its story, with what that was decided on.';
comment on column placed.article_id is 'The article; see articles.';
comment on column placed.body_hash is 'Its text at that time.';
comment on column placed.first_seen_at is 'When it was first fetched, as known at that time (UTC).'
