"""Made-up pages as heavy as real ones: about 230 kB of markup each, that compress as real pages do."""

from __future__ import annotations

import random
import zlib

WORDS = 4_000  # of the site's vocabulary
MEAN = 230_000  # bytes of a page, uncompressed
SPREAD = 0.6  # sigma of the log of its size


def site_words(seed: int) -> list[str]:
    """A vocabulary of syllables."""
    chance = random.Random(seed)
    syllables = [a + b for a in "bcdfghklmnprstvwz" for b in ("a", "e", "i", "o", "u", "an", "er", "is")]
    return ["".join(chance.choices(syllables, k=chance.randint(1, 4))) for _ in range(WORDS)]


def pages(count: int, seed: int = 7) -> list[bytes]:
    """So many pages of one site, gzipped: a common template with scripts and teasers, a text of its own."""
    chance, words = random.Random(seed), site_words(seed)
    weights = [1 / (rank + 3) for rank in range(WORDS)]
    frame = _frame(chance, words)
    return [zlib_gzip(page(chance, words, weights, frame, number)) for number in range(count)]


def page(chance: random.Random, words: list[str], weights: list[float], frame: str, number: int) -> bytes:
    """One page, uncompressed."""
    size = int(
        chance.lognormvariate(0, SPREAD) * MEAN / 1.197
    )  # the mean of a log-normal is exp(sigma^2 / 2)
    size = max(20_000, min(size, 2_000_000))
    text = _paragraphs(chance, words, weights, min(size // 8, 12_000))
    parts = [
        f"<!doctype html><html><head><title>Report {number} {' '.join(chance.choices(words, k=8))}</title>"
    ]
    parts += [frame[: size * 6 // 10], "</head><body><article><h1>Report</h1>", text, "</article>"]
    rest = size - sum(map(len, parts))
    while rest > 0:
        card = _teaser(chance, words)
        parts.append(card)
        rest -= len(card)
    return "".join([*parts, "</body></html>"]).encode()


def zlib_gzip(page: bytes) -> bytes:
    """As servers do it: gzip at level 5."""
    packer = zlib.compressobj(5, zlib.DEFLATED, zlib.MAX_WBITS | 16)
    return packer.compress(page) + packer.flush()


def _frame(chance: random.Random, words: list[str]) -> str:
    """Scripts and styles, the same on all pages: two million characters to cut from."""
    lines = []
    for _ in range(18_000):
        one, two = chance.choices(words, k=2)
        number = chance.randrange(1 << 32)
        lines.append(
            f'<script>window.{one}=window.{one}||[];{two}({{"id":{number},"slot":"{one}-{two}"}});</script>\n'
        )
    return "".join(lines)


def _paragraphs(chance: random.Random, words: list[str], weights: list[float], size: int) -> str:
    told = " ".join(chance.choices(words, weights, k=size // 6))
    return "".join(f"<p>{told[start : start + 400]}.</p>\n" for start in range(0, len(told), 400))


def _teaser(chance: random.Random, words: list[str]) -> str:
    told, number = chance.choices(words, k=6), chance.randrange(10_000_000)
    name, title = "-".join(told), " ".join(told).capitalize()
    return (
        f'<div class="teaser teaser--small js-track" data-id="{number}" data-module="related">'
        f'<a class="teaser__link" href="/news/{number}/{name}">'
        f'<img loading="lazy" class="teaser__image" src="/img/{number}/300x200.jpg" '
        f'srcset="/img/{number}/600x400.jpg 2x" alt="{title}"><h3 class="teaser__title">{title}</h3>'
        "</a></div>\n"
    )
