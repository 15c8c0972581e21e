-- Adds a source, or writes its facts anew when they changed.
merge into sources as s
using (
    select
        $source as source,
        $title as title,
        $home as home,
        $language as language,
        $timezone as timezone,
        $country as country,
        cast($facts as json) as facts,
        cast($noted_at as timestamptz) as noted_at
) as n
on s.source = n.source
when matched and s.facts is distinct from n.facts
    then update set
        title = n.title,
        home = n.home,
        language = n.language,
        timezone = n.timezone,
        country = n.country,
        facts = n.facts,
        noted_at = n.noted_at
when not matched then insert by name
