"""Child processes are heard, followed, and never outlive the run."""

import json
import logging
import os
import signal
import subprocess
import sys
import textwrap
import threading
from pathlib import Path

import pytest

from flows.children import ChildFailed, Children
from flows.progress import Event
from tests.nights import alive, eventually

LOG = logging.getLogger("tests.children")
ROOT = Path(__file__).parent.parent

OBEDIENT = """
    import json, os, sys
    told = sys.argv[1] + ".pid"
    open(told + ".open", "w").write(str(os.getpid()))
    os.rename(told + ".open", told)
    print(json.dumps({"event": "progress", "source": "dawn", "fetched": 1}), flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def module(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Write a module that a child can run, and return its name."""

    def write(code: str, name: str = "a_child") -> str:
        (tmp_path / f"{name}.py").write_text(textwrap.dedent(code))
        return name

    monkeypatch.setenv("PYTHONPATH", f"{tmp_path}{os.pathsep}{ROOT}")
    return write


def test_events_of_a_child_are_heard_and_its_log_is_ours(module, tmp_path, caplog):
    name = module("""
        import sys
        print('{"event": "progress", "source": "dawn", "fetched": 3}')
        print('a line that is no event')
        print('WARNING dawn: robots.txt is slow', file=sys.stderr)
    """)
    heard: list[Event] = []
    with caplog.at_level(logging.INFO):
        Children().run(name, tmp_path / "job", LOG, heard.append)
    assert heard == [Event("progress", "dawn", {"fetched": 3})]
    levels = {record.getMessage(): record.levelname for record in caplog.records}
    assert levels == {"WARNING dawn: robots.txt is slow": "WARNING", "a line that is no event": "INFO"}


def test_a_child_that_fails_is_quoted_with_its_last_words(module, tmp_path):
    name = module("raise RuntimeError('the disk is on fire')")
    with pytest.raises(ChildFailed, match="ended with code 1: RuntimeError: the disk is on fire"):
        Children().run(name, tmp_path / "job", LOG, print)


def test_a_child_that_was_killed_is_named_with_the_signal(module, tmp_path):
    name = module("import os, signal; os.kill(os.getpid(), signal.SIGKILL)")
    with pytest.raises(ChildFailed, match="SIGKILL: it said nothing"):
        Children().run(name, tmp_path / "job", LOG, print)


def test_a_stopped_run_ends_its_children_and_starts_no_more(module, tmp_path):
    name, children = module(OBEDIENT), Children()
    job = tmp_path / "job"
    wrong: list[Exception] = []

    def work() -> None:
        try:
            children.run(name, job, LOG, lambda _: None)
        except ChildFailed as error:
            wrong.append(error)

    worker = threading.Thread(target=work)

    def interrupt_once_it_works() -> None:
        worker.start()
        assert eventually((tmp_path / "job.pid").exists)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt), children.ended_together():
        interrupt_once_it_works()
    worker.join(timeout=10)
    assert not worker.is_alive()
    assert not alive(int((tmp_path / "job.pid").read_text()))
    with pytest.raises(ChildFailed, match="being stopped"):
        children.run(name, job, LOG, print)


def test_what_a_child_left_behind_ends_with_it(module, tmp_path):
    name = module("""
        import subprocess, sys
        left = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"], stdout=2)
        open(sys.argv[1] + ".pid", "w").write(str(left.pid))
    """)
    Children().run(name, tmp_path / "job", LOG, print)
    assert eventually(lambda: not alive(int((tmp_path / "job.pid").read_text())))


def test_when_the_run_is_killed_its_children_end(module, tmp_path):
    name = module(OBEDIENT)
    code = (
        "import logging, pathlib; from flows.children import CHILDREN; "
        f"CHILDREN.run({name!r}, pathlib.Path({str(tmp_path / 'job')!r}), logging.getLogger(), print)"
    )
    flow = subprocess.Popen([sys.executable, "-c", code], cwd=ROOT)
    assert eventually((tmp_path / "job.pid").exists)
    flow.send_signal(signal.SIGKILL)
    flow.wait()
    assert eventually(lambda: not alive(int((tmp_path / "job.pid").read_text())))


def test_events_are_told_apart_from_other_json():
    with pytest.raises(KeyError):
        Event.parse(json.dumps({"level": "info"}))
