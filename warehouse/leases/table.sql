-- One row per thing that at most one run may have at a time: a site, or a kind of run; who has it, and until when.
create table if not exists leases (
    name varchar primary key,
    holder varchar not null,
    words varchar not null,
    until_at timestamptz not null
)
