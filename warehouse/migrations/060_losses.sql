-- Captures whose record was damaged beyond saving: what was read of them stays, the page is fetched anew.
create table losses (
    capture_id varchar not null,
    source varchar not null,
    url_key varchar not null,
    reason varchar not null,
    noted_at timestamptz not null
);
comment on table losses is 'One row per capture whose WARC record is lost; what was read of it stays.';
comment on column losses.capture_id is 'The capture; see captures. The key.';
comment on column losses.source is 'The source; see sources.';
comment on column losses.url_key is 'URL key of the page, which is due again.';
comment on column losses.reason is 'How it was lost, in words.';
comment on column losses.noted_at is 'When the loss was found (UTC).'
