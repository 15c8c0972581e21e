-- Gives these things, which nobody else has now, to a holder.
insert into leases (name, holder, words, until_at)
select unnest(cast($names as varchar[])), $holder, $words, $until_at
on conflict (name) do update set holder = excluded.holder, words = excluded.words, until_at = excluded.until_at
