"""A press of many made-up papers on loopback: each night they print, edit, withdraw, and copy each other."""

from __future__ import annotations

import asyncio
import random
import threading
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from itertools import product
from pathlib import Path

WORDS = ["".join(letters) for letters in product("bdklmnprst", "aeiou", "bdklmnprst", "aeiou")]
EDITED, WITHDRAWN, COPIED = 10, 20, 5  # every so many
IN_FEED = 3  # nights


class Press:
    """So many papers, each on an address of its own; `night` is what is printed by now, the first is 1."""

    def __init__(self, papers: int, first: int, fresh: int) -> None:
        """`first` articles of each paper in the first night, `fresh` in each later one."""
        self.addresses = [f"127.11.{number // 250}.{number % 250 + 1}" for number in range(papers)]
        self.first, self.fresh, self.night, self.port = first, fresh, 1, 0
        self.asked: Counter[int] = Counter()  # by status
        self._loop = asyncio.new_event_loop()
        threading.Thread(target=self._loop.run_forever, daemon=True).start()
        asyncio.run_coroutine_threadsafe(self._open(), self._loop).result(60)

    def printed(self, night: int) -> int:
        """How many articles a paper has printed by then."""
        return self.first + self.fresh * (night - 1) if night else 0

    def printed_in(self, story: int) -> int:
        """The night in which an article was printed."""
        return 1 if story < self.first else 2 + (story - self.first) // self.fresh

    def expected(self, night: int) -> dict[str, int]:
        """What a desk that missed nothing holds after this night, each article looked at once again."""
        numbers = range(self.printed(night))
        seen_again = range(self.printed(night - 1))
        edited = sum(is_edited(one) for one in seen_again)
        gone = sum(one % WITHDRAWN == WITHDRAWN - 1 for one in seen_again)
        papers = len(self.addresses)
        return {
            "articles": papers * len(numbers),
            "versions": papers * (len(numbers) + edited),
            "withdrawn": papers * gone,
        }

    def sources_toml(self, path: Path) -> Path:
        """The list of them all."""
        agent = "Nightdesk/0.1 (+mailto:bench@example.org)"
        lines = [
            f'[defaults]\nuser_agent = "{agent}"\ndelay = 0\nallow_private = true\nports = [{self.port}]'
        ]
        lines.append('revisit = ["1s", "30d"]')
        for number, address in enumerate(self.addresses):
            home = f"http://{address}:{self.port}"
            lines.append(f'[[source]]\nname = "p{number:03}"\nhome = "{home}/"\nfeeds = ["{home}/feed.xml"]')
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return path

    async def _open(self) -> None:
        for number, address in enumerate(self.addresses):
            server = await asyncio.start_server(self._serve(number), address, self.port)
            self.port = self.port or server.sockets[0].getsockname()[1]

    def _serve(self, paper: int):  # type: ignore[no-untyped-def]
        async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            try:
                while True:
                    request = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
                    status, etag, body = self._answer(paper, request.split(" ", 2)[1])
                    if f'"{etag}"' in request:
                        status, body = 304, b""
                    self.asked[status] += 1
                    head = f'HTTP/1.1 {status} X\r\nETag: "{etag}"\r\nContent-Length: {len(body)}\r\n'
                    writer.write(f"{head}Content-Type: text/html; charset=utf-8\r\n\r\n".encode() + body)
            except (asyncio.IncompleteReadError, ConnectionError):
                writer.close()

        return serve

    def _answer(self, paper: int, path: str) -> tuple[int, str, bytes]:
        if path == "/feed.xml":
            home = f"http://{self.addresses[paper]}:{self.port}"
            oldest = self.printed(max(0, self.night - IN_FEED))
            numbers = range(oldest, self.printed(self.night))
            links = "".join(f"<item><link>{home}/news/{10_000 + n}</link></item>" for n in numbers)
            feed = f'<rss version="2.0"><channel>{links}</channel></rss>'
            return 200, f"feed{self.night}", feed.encode()
        if not path.startswith("/news/"):
            return 404, "none", b"nothing here"
        story = int(path.rpartition("/")[2]) - 10_000
        later = self.night > self.printed_in(story)
        if later and story % WITHDRAWN == WITHDRAWN - 1:
            return 404, "gone", b"withdrawn"
        edited = later and is_edited(story)
        return 200, f"{story}{'e' * edited}", page(paper, story, edited)


def is_edited(story: int) -> bool:
    """Whether an article is edited in the night after it was printed."""
    return story % EDITED == 3


def page(paper: int, story: int, edited: bool) -> bytes:
    """A page with an article; each fifth is that of the paper before, with a line of its own."""
    copied = story % COPIED == 0 and paper % 2 == 1
    paragraphs = list(text(paper - copied, story))
    if copied:
        paragraphs.append(f"This report was first printed by another paper, says desk {paper}.")
    if edited:
        paragraphs.append(f"Correction: {' '.join(random.Random(story).choices(WORDS, k=12))}.")
    title = (
        f"{WORDS[story % len(WORDS)]} {WORDS[paper * 7 % len(WORDS)]} number {story} of {paper}".capitalize()
    )
    body = "".join(f"<p>{one}</p>" for one in paragraphs)
    teasers = "".join(f'<li><a href="/news/{10_000 + story + n}">More {n}</a></li>' for n in range(1, 9))
    return (
        f"<!doctype html><html lang=en><title>{title}</title><body><nav><a href=/>Home</a></nav>"
        f"<article><h1>{title}</h1>{body}</article><aside><ul>{teasers}</ul></aside></body></html>"
    ).encode()


@lru_cache(maxsize=4096)
def text(paper: int, story: int) -> tuple[str, ...]:
    """The paragraphs of an article."""
    return tuple(_paragraphs(random.Random(paper * 1_000_003 + story)))


def _paragraphs(chance: random.Random) -> Iterator[str]:
    for _ in range(6):
        yield " ".join(chance.choices(WORDS, k=45)).capitalize() + "."
