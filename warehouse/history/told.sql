-- Those articles wait no longer.
delete from untold
where article_id in (select article_id from telling)
