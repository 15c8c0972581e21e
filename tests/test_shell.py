"""The shell of `nightdesk sql`, on a terminal."""

import os
import pty
import select
import subprocess
import sys
import time
from pathlib import Path

from tests.commandline import ROOT


class Terminal:
    """`nightdesk sql` on a terminal of its own."""

    def __init__(self, home: Path) -> None:
        self.screen, child = pty.openpty()
        code = "from flows.cli import main; main()"
        self.process = subprocess.Popen(
            [sys.executable, "-c", code, "--home", str(home), "sql"],
            stdin=child,
            stdout=child,
            stderr=child,
            cwd=ROOT,
            env={**os.environ, "TERM": "xterm", "PROMPT_TOOLKIT_NO_CPR": "1"},
            start_new_session=True,
            preexec_fn=lambda: __import__("fcntl").ioctl(0, __import__("termios").TIOCSCTTY, 0),
        )
        os.close(child)
        self.seen = ""

    def until(self, words: str, seconds: float = 60) -> None:
        """Wait for these words, after those that were waited for before."""
        deadline = time.monotonic() + seconds
        while words not in self.seen:
            assert time.monotonic() < deadline, self.seen
            if select.select([self.screen], [], [], 0.1)[0]:
                self.seen += os.read(self.screen, 4096).decode(errors="replace")
        self.seen = self.seen.partition(words)[2]

    def type(self, keys: str) -> None:
        os.write(self.screen, keys.encode())


def test_the_shell_answers_completes_stops_and_remembers(archive: Path, tmp_path: Path) -> None:
    (tmp_path / "news.duckdb").hardlink_to(archive / "news.duckdb")
    shell = Terminal(tmp_path)
    shell.until("nightdesk>")
    shell.type("select 40 + 2 as answer;\r")
    shell.until("42  ")
    shell.until("nightdesk>")
    shell.type("select count(*) from range(1000000000000) t(a) where a * a % 7 = 3;\r")
    shell.until("\x1b[?2004l")  # the line is taken
    time.sleep(0.5)
    shell.type("\x03")
    shell.until("stopped")
    shell.until("nightdesk>")
    shell.type("select word_cou\t")
    shell.until("nt")  # the rest of word_count
    shell.type(" > 0 as counted from articles limit 1;\r")
    shell.until("True")
    shell.until("nightdesk>")
    shell.type(".columns stories\r")
    shell.until("How many articles carry it.")
    shell.until("nightdesk>")
    shell.type("drop table articles;\r")
    shell.until("is not a question")
    shell.until("nightdesk>")
    shell.type("\x04")
    assert shell.process.wait(60) == 0
    os.close(shell.screen)
    assert "+select 40 + 2 as answer;" in (tmp_path / ".sql_history").read_text()
