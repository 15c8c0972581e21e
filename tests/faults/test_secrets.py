"""What the operator keeps secret stands in no file that a run leaves, and in no line that it says."""

from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

import pytest

from flows.alerts import SETTING
from tests.faults import night

CANARY = "tweet-tweet-7f3a"


def test_a_secret_of_the_environment_is_in_no_file_after_a_run(
    home: Path, tmp_path: Path, nothing_lost: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in {
        SETTING: f"json://desk:{CANARY}@127.0.0.1:9/told?key={CANARY}",
        "NIGHTDESK_LOGIN": f"desk:{CANARY}",
        "AWS_SECRET_ACCESS_KEY": CANARY,
        "PGPASSWORD": CANARY,
        "HTTPS_PROXY": f"http://desk:{CANARY}@127.0.0.1:9/",
    }.items():
        monkeypatch.setenv(name, value)
    log = tmp_path / "said.log"
    assert night.start(home, str(uuid4()), log=log).wait(night.PATIENCE) == 0
    nothing_lost()
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert log in files
    assert len(files) > 20
    assert [path for path in files if CANARY.encode() in path.read_bytes()] == []
