"""The crawl process with shorter patience, so that a test need not wait 30 s for a site that says nothing."""

import resource
import sys

from crawler import settings

SECONDS = 6.0

if __name__ == "__main__":
    settings.SECONDS = SECONDS
    settings.SETTINGS["DOWNLOAD_TIMEOUT"] = SECONDS
    from crawler.crawl import main  # after the settings: its modules read them when imported

    code = main()
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    print(
        f"memory: {used} bytes", file=sys.stderr
    )  # without that of the workers, which have a limit of their own
    sys.exit(code)
