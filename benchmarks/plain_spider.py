"""What everyone writes first: a spider that calls trafilatura itself (`plain_spider.py URLS OUT`)."""

import sys
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import scrapy
import trafilatura
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.http import Response
from trafilatura.settings import Document


class PlainSpider(scrapy.Spider):
    name = "plain"

    async def start(self) -> AsyncIterator[Any]:
        for url in Path(sys.argv[1]).read_text().split():
            yield scrapy.Request(url)

    def parse(self, response: Response) -> Iterator[dict[str, Any]]:
        read = trafilatura.bare_extraction(
            response.body, url=response.url, with_metadata=True, include_comments=False
        )
        if isinstance(read, Document):
            yield {"url": response.url, "title": read.title, "date": read.date, "text": read.text}


if __name__ == "__main__":
    settings = {
        "LOG_LEVEL": "ERROR",
        "FEEDS": {sys.argv[2]: {"format": "jsonlines"}},
        "CONCURRENT_REQUESTS": 16,
    }
    process = AsyncCrawlerProcess(settings)
    process.crawl(PlainSpider)
    process.start()
