"""A mistake in prefect.yaml shows when one deploys, not at 02:15."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from flows.serving.deploying import DeploymentError, check_deployments
from tests.desk.served import processes_of
from tests.nights import eventually

ROOT = Path(__file__).parent.parent
LIST = '[defaults]\nuser_agent = "T (+https://example.org/)"\n[[source]]\nname = "dawn"\nhome = "https://www.dawn.com/"\n'


@pytest.fixture
def listed(tmp_path: Path) -> str:
    path = tmp_path / "sources.toml"
    path.write_text(LIST)
    return str(path)


def changed(tmp_path: Path, **keys: object) -> str:
    told = yaml.safe_load((ROOT / "prefect.yaml").read_text())
    told["deployments"][0].update(keys)
    path = tmp_path / "prefect.yaml"
    path.write_text(yaml.safe_dump(told))
    return str(path)


def test_what_is_shipped_can_be_deployed(listed: str) -> None:
    assert check_deployments(str(ROOT / "prefect.yaml"), listed)["checked"] >= 3


@pytest.mark.parametrize(
    ("keys", "says"),
    [
        ({"parameters": {"sources": ["dawm"]}}, "no source 'dawm'"),
        ({"parameters": {"source": "dawn"}}, "has no parameter 'source'; it has sources, day"),
        ({"entrypoint": "flows/nightly.py:nigthly"}, "no flow at 'flows/nightly.py:nigthly'"),
        ({"entrypoint": "flows/nightly.py:Sources"}, "is no flow"),
    ],
)
def test_a_mistake_is_named(tmp_path: Path, listed: str, keys: dict[str, object], says: str) -> None:
    with pytest.raises(DeploymentError, match=says):
        check_deployments(changed(tmp_path, **keys), listed)


def test_every_deployment_explains_itself() -> None:
    for deployment in yaml.safe_load((ROOT / "prefect.yaml").read_text())["deployments"]:
        assert len(deployment["description"]) > 60
        assert deployment["concurrency_limit"]["limit"] == 1
        for schedule in deployment.get("schedules", []):
            assert schedule["timezone"]


def test_a_desk_that_is_killed_while_it_deploys_leaves_no_process(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:  # a server that was killed too: it never answers
        api = f"http://127.0.0.1:{silent.getsockname()[1]}/api"
        told = {**os.environ, "NIGHTDESK_HOME": str(tmp_path), "PREFECT_API_URL": api}
        asking = "import os; from flows.serving.deploying import ask; ask(['work-pool', 'ls'], os.environ)"
        desk = subprocess.Popen([sys.executable, "-c", asking], cwd=ROOT, env=told)
        assert silent.accept()
        assert len(processes_of(tmp_path)) > 1
        desk.kill()
        desk.wait()
        assert eventually(lambda: not processes_of(tmp_path), 30)
