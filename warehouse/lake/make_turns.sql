-- One row: how many transactions Nightdesk committed.
create table turns (turn bigint not null)
