"""A crawl process: `python -m crawler.crawl JOB.json`, a child that dies with its parent."""

from __future__ import annotations

import argparse
import logging
import resource
import signal
import sys
import time
from dataclasses import replace
from pathlib import Path

from scrapy.crawler import AsyncCrawlerProcess
from scrapy.utils.reactor import install_reactor

from crawler import leash
from crawler.job import Job, read_job
from crawler.politeness.guard import allow_hosts
from crawler.settings import SETTINGS

FILES = 8192  # open at a time: a hundred sources with a WARC file and a few connections each, and room
LIBRARIES = frozenset({"scrapy", "twisted", "protego", "asyncio", "py"})


def main() -> int:
    """Carry out a job. Exit code 0: it was carried out, whatever came of it (that stands in the files)."""
    parser = argparse.ArgumentParser(prog="python -m crawler.crawl", description=__doc__)
    parser.add_argument("job", type=Path, help="JOB.json, as docs/stage-files.md tells")
    path = parser.parse_args().job
    handler = logging.StreamHandler(sys.stderr)
    handler.addFilter(is_for_us)
    logging.basicConfig(handlers=[handler], level=logging.INFO, format="%(levelname)s %(name)s: %(message)s")
    try:
        job = read_job(path)
    except (OSError, ValueError, KeyError) as error:
        print(f"{path} is no job: {error}", file=sys.stderr)
        return 2
    crawl(unfinished(job))
    return 0


def is_for_us(record: logging.LogRecord) -> bool:
    """Libraries speak of errors only: what happens to each URL is in the ledger."""
    return record.levelno >= logging.ERROR or record.name.partition(".")[0] not in LIBRARIES


def make_room() -> None:
    """Raise the limit on open files as far as needed and allowed: some systems begin with 256."""
    now, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = FILES if most == resource.RLIM_INFINITY else min(FILES, most)
    if now != resource.RLIM_INFINITY and now < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, most))


def unfinished(job: Job) -> Job:
    """The job without the sources whose crawl is complete already."""
    left = (source for source in job.sources if not (job.folder(source) / "crawl.json").exists())
    return replace(job, sources=tuple(left))


def crawl(job: Job) -> None:
    """Visit the sources of a job; returns when all ledgers are closed."""
    if not job.sources:
        return
    make_room()
    allow_hosts(job.sources)
    install_reactor(SETTINGS["TWISTED_REACTOR"])
    from twisted.internet import reactor

    # Twisted waits by the clock on the wall: set back by an hour, it would hold all that waits for an hour.
    reactor.seconds = time.monotonic  # type: ignore[method-assign, misc]
    from crawler.spiders.news import NewsSpider

    process = AsyncCrawlerProcess(SETTINGS)
    crawler = process.create_crawler(NewsSpider)

    def stop(*_: object) -> None:
        spider = crawler.spider
        if isinstance(spider, NewsSpider):
            reactor.callFromThread(spider.stop)

    leash.wear(stop)
    process.crawl(crawler, job=job)
    reactor.callWhenRunning(signal.signal, signal.SIGTERM, stop)
    process.start(install_signal_handlers=False)


if __name__ == "__main__":
    sys.exit(main())
