"""The reading process with shorter patience, so that a test need not wait 20 s for a page that hangs."""

import sys
from functools import partial

from crawler import reading, workers

SECONDS = 6.0

if __name__ == "__main__":
    workers.Workers = partial(workers.Workers, seconds=SECONDS)
    sys.exit(reading.main())
