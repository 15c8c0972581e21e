"""A night over three hosts, one of which is cut off and killed: what comes of it is what one machine makes."""

import json
import os
import time
from collections.abc import Iterator
from itertools import groupby, pairwise
from pathlib import Path
from subprocess import Popen

import pytest

from flows.spread.words import host_word
from tests.cluster.machines import PATIENCE, WORKERS, Cluster
from tests.cluster.net import Net
from tests.cluster.store import Store
from tests.faults.content import content, differences, leftovers
from tests.nights import eventually
from warehouse import snapshot

LONG = bool(os.environ.get("NIGHTDESK_LONG"))
PAPERS, STORIES = (200, 6) if LONG else (12, 6)


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    """Hosts with papers to visit."""
    with Net() as net:
        made = Cluster(net, tmp_path)
        made.open_press(PAPERS, STORIES)
        yield made
    if made.store:  # whose processes ended with the network
        made.store.forget()


def test_a_host_that_is_cut_off_and_killed_costs_nothing(cluster: Cluster) -> None:
    night = under_way(cluster)
    lose(cluster, "one")
    second = cluster.begin_night("second")
    assert second.wait(PATIENCE) == 1
    assert "another nightly run is at work" in cluster.log("second")
    as_if_alone(cluster, night)
    read_again_by_hosts(cluster)
    assert leftovers(cluster.home("desk")) == []


def test_hosts_that_share_a_bucket_do_as_well_and_its_server_may_be_away(
    cluster: Cluster, long: None
) -> None:
    cluster.open_store()
    night = under_way(cluster)
    lose(cluster, "one")
    cluster.net.cut_off("store")
    time.sleep(8)
    cluster.net.join_again("store")
    as_if_alone(cluster, night)
    assert list((cluster.home("desk") / "warc").rglob("*.warc.gz")) == []  # all in the bucket


def test_hosts_that_share_a_lake_and_a_bucket_do_as_well_and_their_servers_may_be_killed(
    cluster: Cluster,
) -> None:
    store = cluster.open_store(with_lake=True)
    night = under_way(cluster)
    lose(cluster, "one")
    restarted(store, night)  # while hosts visit and ship
    second = cluster.begin_night("second", host="three")
    assert second.wait(PATIENCE) == 1
    assert "another nightly run of another desk is at work at ducklake:postgres:" in cluster.log("second")
    assert eventually(lambda: all_served(cluster) and store.is_written(), PATIENCE), cluster.log("desk")
    restarted(store, night)  # while the desk loads
    as_if_alone(cluster, night)
    assert list(cluster.home("desk").glob("warehouse.duckdb*")) == []  # all in the lake
    rebuilt = json.loads(cluster.desk("rebuild", "--json"))
    assert rebuilt["same"] is True


def restarted(store: Store, night: Popen[bytes]) -> None:
    """Both servers killed in the middle of the night, and started again."""
    assert night.poll() is None
    store.kill()
    time.sleep(3)
    store.start_again()


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
    found = content(home, snapshot.NAME)
    assert differences(found, content(alone, snapshot.NAME)) == []
    assert len(found["articles"]) == PAPERS * STORIES


def read_again_by_hosts(cluster: Cluster) -> None:
    """The stored pages of some papers are dealt to the hosts that are left, by WARC file; nothing changes."""
    names = [f"paper{number:03}" for number in range(4)]
    asked = [word for name in names for word in ("--source", name)]
    told = json.loads(cluster.desk("reextract", *asked, "--json"))
    assert (told["pages"], told["compared"]) == (4 * STORIES, 4 * STORIES)
    assert not any(one["changed"] + one["appeared"] + one["vanished"] for one in told["fields"].values())
    folder = cluster.home("desk") / "runs" / told["run"]
    words = [host_word(folder, turn) for turn in (1, 2, 3, 4)]
    assert {word.host for word in words if word} == {"two", "three"}
    assert all(word and word.ended and not word.troubles for word in words)
    assert "every promise is kept" in cluster.desk("verify")


def begun(cluster: Cluster) -> bool:
    """Whether the host that will be lost is in the midst of its work."""
    return len(cluster.served_to("one")) >= 8


def all_served(cluster: Cluster) -> bool:
    """Whether nothing is left to be visited."""
    return len({one.path for one in cluster.served() if one.path.startswith("/story")}) == PAPERS * STORIES


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
