-- Fingerprints of texts, and the pairs of articles that carry the same text.
create table fingerprinted (
    article_id varchar not null,
    source varchar not null,
    body_hash uuid,
    shingles integer not null,
    kept integer not null
);
comment on table fingerprinted is 'One row per article whose text was compared with all others.';
comment on column fingerprinted.article_id is 'The article; see articles.';
comment on column fingerprinted.source is 'The source; see sources.';
comment on column fingerprinted.body_hash is 'Hash of the text that was compared. Another one in articles: it is compared again.';
comment on column fingerprinted.shingles is 'How many different five-word shingles the text has.';
comment on column fingerprinted.kept is 'How many of them are in fingerprints.';

create table fingerprints (
    hash ubigint not null,
    article_id varchar not null,
    source varchar not null
);
comment on table fingerprints is 'One row per article and kept shingle: about every thirty-second of its five-word shingles.';
comment on column fingerprints.hash is 'Hash of the shingle.';
comment on column fingerprints.article_id is 'The article; see articles.';
comment on column fingerprints.source is 'The source; see sources.';

create table copies (
    article_id varchar not null,
    other_id varchar not null,
    jaccard double not null,
    containment double not null
);
comment on table copies is 'One row per pair of articles that carry (nearly) the same text, or one the greater part of the other.';
comment on column copies.article_id is 'The article whose id comes first; see articles.';
comment on column copies.other_id is 'The other article; see articles.';
comment on column copies.jaccard is 'Shingles that both have, of those that either has: 1 when the texts are the same.';
comment on column copies.containment is 'Shingles that both have, of those of the shorter text: 1 when it is a part of the longer.';
