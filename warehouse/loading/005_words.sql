-- How two texts are compared: composed characters, one kind of quote and of space, nothing invisible.
-- Most of the work is spared where a look says that there is nothing to do; the long class are letters and signs
-- that are composed as they stand.
create or replace temp macro plain(words) as
case
    when regexp_matches(words, '[^\x21-\x7e ]|  |^ | $') then
        trim(
            regexp_replace(
                regexp_replace(
                    regexp_replace(
                        regexp_replace(
                            if(
                                regexp_matches(words, '[^\x00-\x{2ff}\x{388}-\x{3ff}\x{400}-\x{482}\x{48a}-\x{52f}\x{5d0}-\x{5ea}\x{621}-\x{64a}\x{2010}-\x{2027}\x{2030}-\x{205e}\x{20a0}-\x{20bf}\x{3001}-\x{3029}\x{3041}-\x{3096}\x{30a1}-\x{30fe}\x{3400}-\x{9fff}\x{ac00}-\x{d7a3}\x{ff01}-\x{ff5e}]'),
                                nfc_normalize(words),
                                words
                            ),
                            '[‘’‚‛ʼ′]',
                            '''',
                            'g'
                        ),
                        '[“”„‟«»″]',
                        '"',
                        'g'
                    ),
                    '[\x{ad}\x{200b}\x{feff}]',
                    '',
                    'g'
                ),
                ' *[\t\n\f\r\x{a0}\x{1680}\x{2000}-\x{200a}\x{2028}\x{2029}\x{202f}\x{205f}\x{3000}][\s\pZ]*|  +',
                ' ',
                'g'
            )
        )
    else words
end
