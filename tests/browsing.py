"""The crawl process with less patience for pages whose scripts never end."""

import sys

from crawler import crawl
from crawler.rendering import browser, renderer

if __name__ == "__main__":
    renderer.SECONDS, browser.CLOSING = 6.0, 2.0
    sys.exit(crawl.main())
