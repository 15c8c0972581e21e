-- One row per run: its name.
select run from runs order by run
