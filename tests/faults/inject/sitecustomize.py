"""Ends the process at one named point. On PYTHONPATH of the runs that the fault tests start, and of nothing else.

`NIGHTDESK_FAULT` holds the point as JSON: `{"event", "match", "nth"}` for an audit event of the interpreter (PEP 578)
whose arguments fit, `{"call", "when", "nth"}` for a function of ours, `"signal"` for another end than SIGKILL.
"""

import importlib.abc
import importlib.util
import json
import os
import re
import signal
import sys
from itertools import count

POINT = json.loads(os.environ.get("NIGHTDESK_FAULT", "{}"))
PASSED = count(1)


def reached():
    """Called each time the point is passed: at the nth time the process ends."""
    if next(PASSED) == POINT.get("nth", 1):
        end()


def end():
    """Leave a mark that the point was reached, and end; `once`: unless the mark is there."""
    try:
        os.close(
            os.open(os.environ["NIGHTDESK_FAULT_MARK"], os.O_CREAT | (os.O_EXCL if POINT.get("once") else 0))
        )
    except FileExistsError:
        return
    os.kill(os.getpid(), getattr(signal, POINT.get("signal", "SIGKILL")))


def listen(event, args):
    """An audit hook: the point is an event whose argument fits."""
    if event == POINT["event"] and re.search(POINT["match"], " ".join(map(str, args))):
        reached()


class Torn:
    """A file of which half of one write gets through."""

    def __init__(self, file):
        self._file = file

    def __getattr__(self, name):
        return getattr(self._file, name)

    def write(self, data):
        """Write half, then end."""
        self._file.write(data[: len(data) // 2])
        self._file.flush()
        end()


def wrapped(function):
    """The function with the point before or after it, or in the middle of what it writes."""

    def call(*args, **more):
        if POINT["when"] == "torn" and next(PASSED) == POINT.get("nth", 1):
            args[0]._file = Torn(args[0]._file)
        if POINT["when"] == "before":
            reached()
        value = function(*args, **more)
        if POINT["when"] == "after":
            reached()
        return value

    return call


class Wrapping(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Imports one module as ever, then puts the point into it."""

    def __init__(self, module, name):
        self.module, self.name, self.looking, self.spec = module, name, False, None

    def find_spec(self, fullname, path, target=None):
        if fullname != self.module or self.looking:
            return None
        self.looking = True
        self.spec = importlib.util.find_spec(fullname)
        return importlib.util.spec_from_loader(fullname, self, origin=self.spec.origin)

    def exec_module(self, module):
        self.spec.loader.exec_module(module)
        *owners, last = self.name.split(".")
        owner = module
        for one in owners:
            owner = getattr(owner, one)
        setattr(owner, last, wrapped(getattr(owner, last)))


if "event" in POINT:
    sys.addaudithook(listen)
elif "call" in POINT:
    sys.meta_path.insert(0, Wrapping(*POINT["call"].split(":")))
