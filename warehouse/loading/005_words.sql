-- How two texts are compared: composed characters, one kind of quote and of space, nothing invisible.
create or replace temp macro plain(words) as trim(
    regexp_replace(
        translate(nfc_normalize(words), '‘’‚‛ʼ′“”„‟«»″' || chr(173) || chr(8203) || chr(65279), $$''''''"""""""$$),
        '[\s\pZ]+',
        ' ',
        'g'
    )
)
