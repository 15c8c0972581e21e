"""A bare Scrapy spider that keeps nothing (`bare_spider.py HOME COUNT [SETTING=VALUE]...`)."""

import sys
from collections.abc import AsyncIterator
from typing import Any

import scrapy
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.http import Response


class BareSpider(scrapy.Spider):
    name = "bare"
    seen = 0

    async def start(self) -> AsyncIterator[Any]:
        for number in range(int(sys.argv[2])):
            yield scrapy.Request(f"{sys.argv[1]}/news/{number}")

    def parse(self, response: Response) -> None:
        BareSpider.seen += response.status == 200 and len(response.body) > 0


if __name__ == "__main__":
    settings = dict(pair.split("=", 1) for pair in sys.argv[3:])
    process = AsyncCrawlerProcess(settings)
    process.crawl(BareSpider)
    process.start()
    print(BareSpider.seen)
