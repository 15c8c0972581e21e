"""Words that tell kinds of edits apart: numbers in words, and how correction notices begin."""

from __future__ import annotations

import re

# English, German, French, Spanish, Portuguese, Italian, Russian
_NUMBERS = """
zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred
thousand million millions billion billions trillion trillions dozen dozens half double null eins
zwei drei vier fünf sechs sieben acht neun zehn elf zwölf zwanzig dreißig vierzig fünfzig sechzig
siebzig achtzig neunzig hundert tausend millionen milliarde milliarden billionen deux trois quatre
cinq sept huit neuf dix onze douze treize quatorze quinze seize vingt trente quarante cinquante
soixante cent mille milliard milliards dos tres cuatro cinco seis siete ocho nueve diez once doce
veinte treinta cuarenta cincuenta cien mil millón millones dois três quatro oito nove dez vinte cem
milhão milhões bilhão bilhões due tre quattro cinque sette otto dieci venti trenta milione milioni
miliardo miliardi два две три четыре пять шесть семь восемь девять десять двадцать тридцать сорок
пятьдесят сто тысяча тысячи тысяч миллион миллиона миллионов миллиард миллиарда миллиардов
"""
NUMBER_WORDS = frozenset(_NUMBERS.split())
NOTICES = re.compile(
    r"this (?:article|story|post) (?:was|has been) (?:corrected|amended)|an earlier version of this"
    r"|in einer früheren (?:version|fassung)|une version précédente de"
    r"|(?:corrections?(?: and clarifications?)?|clarification|berichtigung|korrektur|richtigstellung"
    r"|rectificatif|erratum|corrección|fe de errores|rettifica|errata corrige|correção|errata|rectificatie"
    r"|rättelse|rettelse|поправка|исправление|уточнение|sprostowanie|düzeltme|更正|訂正|정정|تصحيح|تصویب)"
    r"(?:\s*\([^)]{0,40}\)|[\s,][^:]{0,20}\d[^:]{0,10})?\s*(?:[:：—–]|\.\s|$)",  # a date may follow
    re.IGNORECASE,
)
