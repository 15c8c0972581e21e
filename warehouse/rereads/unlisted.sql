-- One row per source with stored pages that is not among those named.
select distinct source from captures where not list_contains($sources, source) order by source
