-- Addresses of touched articles that no capture shows any more.
delete from aliases
where
    article_id in (select article_id from touched)
    and article_id not in (select article_id from now_standing)
