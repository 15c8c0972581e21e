"""Scrapy's settings: what a guest needs, nothing that it would do by itself."""

from __future__ import annotations

from typing import Any

BODY = 10_000_000  # bytes on the wire, and after decompression
SECONDS = 30.0  # for a whole response

# Redirects, retries, robots.txt, compression and pace are ours (crawler.visit): each attempt has one outcome.
SETTINGS: dict[str, Any] = {
    "ADDONS": {},
    "CONCURRENT_REQUESTS": 256,  # the pace of each host is kept in crawler.politeness.pace
    "CONCURRENT_REQUESTS_PER_DOMAIN": 64,
    "COOKIES_ENABLED": False,
    "DNSCACHE_ENABLED": False,  # what was resolved a while ago is not what is dialled now
    "DOWNLOADER_MIDDLEWARES_BASE": {},
    "DOWNLOADER_STATS": False,
    "DOWNLOAD_DELAY": 0,
    "DOWNLOAD_FAIL_ON_DATALOSS": False,  # a short body is kept, and named
    "DOWNLOAD_HANDLERS": {
        "data": None,
        "file": None,
        "ftp": None,
        "s3": None,
        "http": "crawler.download.Handler",
        "https": "crawler.download.Handler",
    },
    "DOWNLOAD_MAXSIZE": BODY,
    "DOWNLOAD_TIMEOUT": SECONDS,
    "DOWNLOAD_VERIFY_CERTIFICATES": True,
    "DOWNLOAD_WARNSIZE": 0,
    "EXTENSIONS_BASE": {},
    "LOG_ENABLED": False,  # crawler.crawl sets up the log
    "LOG_INSTALL_ROOT_HANDLER": False,
    "REACTOR_THREADPOOL_MAXSIZE": 30,  # look-ups of names: many sources begin at once
    "SPIDER_MIDDLEWARES_BASE": {},
    "TELNETCONSOLE_ENABLED": False,
    "TWISTED_DNS_RESOLVER": "crawler.politeness.guard.GuardedResolver",
    "TWISTED_REACTOR": "twisted.internet.asyncioreactor.AsyncioSelectorReactor",
}
