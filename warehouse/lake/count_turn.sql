-- Two transactions that do this at once can't both be committed: DuckLake sees inserts alone as no conflict.
update turns
set turn = turn + 1
