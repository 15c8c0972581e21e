-- One row per text of the circle that an article carries, with what decides who leads a story; very short ones tell none.
select a.body_hash, max(a.word_count) as words
from articles as a
inner join compared as c on c.body_hash = a.body_hash
where a.body_hash in (from circle) and c.shingles >= $least
group by a.body_hash
order by a.body_hash
