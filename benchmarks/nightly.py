"""The nightly flow against a plain Scrapy spider that calls trafilatura, on the same pages.

`python -m benchmarks.nightly [--pages 2000]` prints pages per second of both, ratio and memory.
The flow fetches, archives, reads, loads, finds copies, publishes and reports; the spider fetches and reads.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import duckdb

from benchmarks.memory import Watch
from benchmarks.pages import Site, pages, sources_toml

SITES = 4


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--pages", type=int, default=2000)
    count = parser.parse_args().pages
    made = pages(count)
    share = count // SITES
    sites = [Site(f"127.2.0.{n + 1}", made[n * share : (n + 1) * share]) for n in range(SITES)]
    print(
        f"{count} pages, {sum(map(len, made)) / count / 1000:.0f} kB each on average, {SITES} sites",
        flush=True,
    )
    with tempfile.TemporaryDirectory() as folder:
        plain = plain_spider(sites, Path(folder))
        told("plain Scrapy + trafilatura", count, plain)
        ours = flow(sites, Path(folder))
        told("nightdesk's nightly flow", count, ours)
    print(f"ratio: {plain[0] / ours[0]:.2f} times the pages per second")


def told(name: str, count: int, measured: tuple[float, int]) -> None:
    """Print a line."""
    seconds, memory = measured
    print(
        f"{name}: {seconds:.1f} s, {count / seconds:.1f} pages/s, {memory / 1e6:.0f} MB at most", flush=True
    )


def plain_spider(sites: list[Site], folder: Path) -> tuple[float, int]:
    """Seconds and bytes of the plain spider."""
    urls = folder / "urls.txt"
    urls.write_text("\n".join(url for site in sites for url in site.urls()))
    began = time.monotonic()
    script = Path(__file__).with_name("plain_spider.py")
    child = subprocess.Popen([sys.executable, str(script), str(urls), str(folder / "plain.jsonl")])
    watch = Watch(child.pid)
    child.wait()
    return time.monotonic() - began, watch.stop()


def flow(sites: list[Site], folder: Path) -> tuple[float, int]:
    """Seconds and bytes of the flow, from first step to report; Prefect's own start is not counted."""
    listed, home = sources_toml(sites, folder / "sources.toml"), folder / "home"
    command = [sys.executable, "-m", "flows", "--home", str(home), "run", "--sources", str(listed)]
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    watch = Watch(child.pid)
    child.wait()
    memory = watch.stop()
    with duckdb.connect(str(home / "warehouse.duckdb"), read_only=True) as connection:
        ((seconds,),) = connection.execute("select epoch(finished_at - started_at) from runs").fetchall()
        ((articles,),) = connection.execute("select count(*) from articles").fetchall()
    print(f"({articles} articles)")
    return float(seconds), memory


if __name__ == "__main__":
    main()
