"""A night over three hosts, one of which is cut off and killed: what comes of it is what one machine makes."""

import os
import time
from collections.abc import Iterator
from itertools import groupby, pairwise
from pathlib import Path
from subprocess import Popen

import pytest

from tests.cluster.machines import PATIENCE, WORKERS, Cluster
from tests.cluster.net import Net
from tests.faults.content import content, differences, leftovers
from tests.nights import eventually

LONG = bool(os.environ.get("NIGHTDESK_LONG"))
PAPERS, STORIES = (200, 6) if LONG else (12, 6)


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    """Hosts with papers to visit."""
    with Net() as net:
        made = Cluster(net, tmp_path)
        made.open_press(PAPERS, STORIES)
        yield made


def test_a_host_that_is_cut_off_and_killed_costs_nothing(cluster: Cluster) -> None:
    night = under_way(cluster)
    lose(cluster, "one")
    second = cluster.begin_night("second")
    assert second.wait(PATIENCE) == 1
    assert "another nightly run is at work" in cluster.log("second")
    as_if_alone(cluster, night)
    assert leftovers(cluster.home("desk")) == []


def test_hosts_that_share_a_bucket_do_as_well_and_its_server_may_be_away(cluster: Cluster) -> None:
    cluster.open_store()
    night = under_way(cluster)
    lose(cluster, "one")
    cluster.net.cut_off("store")
    time.sleep(8)
    cluster.net.join_again("store")
    as_if_alone(cluster, night)
    assert list((cluster.home("desk") / "warc").rglob("*.warc.gz")) == []  # all in the bucket


def under_way(cluster: Cluster) -> Popen[bytes]:
    """A night in the midst of its work."""
    cluster.configure()
    cluster.open_server()
    for host in WORKERS:
        cluster.open_worker(host)
    night = cluster.begin_night()
    assert eventually(lambda: begun(cluster) or night.poll() is not None, PATIENCE)
    assert begun(cluster), cluster.log("desk") + cluster.log("one")
    return night


def lose(cluster: Cluster, host: str) -> None:
    """Pull its cable, then switch it off."""
    cluster.net.cut_off(host)
    cluster.net.kill(host)


def as_if_alone(cluster: Cluster, night: Popen[bytes]) -> None:
    """The night ends well, and leaves what one machine would have made."""
    assert night.wait(2 * PATIENCE) == 0, cluster.log("desk")
    home, alone = cluster.home("desk"), cluster.base / "alone"
    assert "every promise is kept" in cluster.desk("verify", "--deep")
    one_visitor_at_a_time(cluster)
    cluster.night_alone(alone)
    assert differences(content(home), content(alone)) == []
    assert len(content(home)["articles"]) == PAPERS * STORIES


def begun(cluster: Cluster) -> bool:
    """Whether the host that will be lost is in the midst of its work."""
    return len(cluster.served_to("one")) >= 8


def one_visitor_at_a_time(cluster: Cluster) -> None:
    """A paper saw each host in one stretch, and served no story to two but those that died with the first."""
    lost = cluster.net.address("one")
    by_paper = sorted(cluster.served(), key=lambda answer: (answer.paper, answer.began))
    for paper, answers in groupby(by_paper, key=lambda answer: answer.paper):
        told = list(answers)
        stretches = [client for client, _ in groupby(told, key=lambda answer: answer.client)]
        assert len(stretches) == len(set(stretches)), f"{paper} saw {stretches}"
        assert all(before.ended <= after.began for before, after in pairwise(told))
        stories = [one.path for one in told if one.path.startswith("/story") and one.client != lost]
        assert len(stories) == len(set(stories))


def test_a_worker_says_that_its_server_can_not_be_reached(tmp_path: Path) -> None:
    with Net() as net:
        cluster = Cluster(net, tmp_path)
        cluster.configure()
        assert cluster.open_worker("one").wait(PATIENCE) == 1
        assert f"the Prefect server can't be reached at {cluster.api}" in cluster.log("one")
