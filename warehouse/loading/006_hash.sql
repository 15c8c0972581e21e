-- 128 bits of SHA-256: nobody can build two texts with the same one by design.
create or replace temp macro hash_of(words) as cast(left(sha256(words), 32) as uuid)
