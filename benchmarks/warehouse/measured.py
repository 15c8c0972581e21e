"""What a piece of work takes in a process of its own: seconds, CPU seconds, memory."""

from __future__ import annotations

import os
import resource
import sys
import time
import traceback
from collections.abc import Callable


def measured(title: str, work: Callable[[], object]) -> None:
    """Do the work in a child process, and print what it took and what it says."""
    sys.stdout.flush()
    child = os.fork()
    if child:
        if os.waitpid(child, 0)[1]:
            raise SystemExit(f"{title}: failed")
        return
    try:
        began, cpu = time.monotonic(), time.process_time()
        said = work()
        took, cpu = time.monotonic() - began, time.process_time() - cpu
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
        print(f"{title}: {took:.1f} s, {cpu:.1f} s of CPU, {memory:.2f} GB; {said or ''}", flush=True)
    except Exception:  # noqa: BLE001  # whatever it is, the parent must hear of it
        traceback.print_exc()
        os._exit(1)
    os._exit(0)
