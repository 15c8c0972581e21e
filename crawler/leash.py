"""The leash of a child process: its standard input, whose other end the parent holds."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable

GRACE = 5.0  # seconds for a clean end after the leash is let go: a cancelled crawl is gone within ten


def wear(end: Callable[[], None], grace: float = GRACE) -> None:
    """Call `end` (in a thread of its own) when standard input closes; end the process hard after the grace.

    It closes when the parent closes it or dies, also by SIGKILL.
    """
    threading.Thread(target=_wait, args=(end, grace), name="leash", daemon=True).start()


def _wait(end: Callable[[], None], grace: float) -> None:
    while os.read(0, 4096):
        pass
    timer = threading.Timer(grace, os._exit, args=(3,))
    timer.daemon = True
    timer.start()
    end()
