-- Writes a line of a stage file into quarantine, unless it is there.
insert into quarantine (run, source, file, line, reason, record, noted_at)
select $run, $source, $file, $line, $reason, $record, $noted_at
where not exists (
    from quarantine
    where run = $run and source = $source and file = $file and line = $line and record = $record
)
