"""The crawl process with shorter patience, so that a test need not wait 30 s for a site that says nothing."""

import sys

from crawler import settings

SECONDS = 4.0

if __name__ == "__main__":
    settings.SECONDS = SECONDS
    settings.SETTINGS["DOWNLOAD_TIMEOUT"] = SECONDS
    from crawler.crawl import main  # after the settings: its modules read them when imported

    sys.exit(main())
