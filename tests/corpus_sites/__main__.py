"""The nightly job on saved real pages: `python -m tests.corpus_sites --home corpus-archive` (make corpus)."""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

from tests.corpus_sites.marks import coverage, predictions
from tests.corpus_sites.sites import served, sources_toml
from tests.private import CORPUS


def main() -> int:
    """Run two nights over all sites; show what became of every page, and the marks of what is in the warehouse."""
    parser = argparse.ArgumentParser(prog="python -m tests.corpus_sites", description=__doc__)
    parser.add_argument("--home", type=Path, default=Path("corpus-archive"))
    home = parser.parse_args().home.absolute()
    if not CORPUS.is_dir():
        print("There is no corpus here: name its folder in NIGHTDESK_CORPUS", file=sys.stderr)
        return 1
    home.mkdir(parents=True, exist_ok=True)
    with served(CORPUS) as sites:
        listed = sources_toml(sites, home / "sources.toml")
        command = [sys.executable, "-m", "flows", "--home", str(home)]
        for night in (1, 2):
            before = sum(len(site.asked) for site in sites)
            done = subprocess.run([*command, "run", "--sources", str(listed)], check=False)
            articles = [path for site in sites for path in site.asked if path in site.pages]
            asked = sum(len(site.asked) for site in sites) - before
            print(
                f"night {night}: exit code {done.returncode}, {asked} requests, {len(articles)} pages served so far"
            )
        pages = sum(len(site.pages) for site in sites)
        print(f"\n{pages} pages of {len(sites)} sites\n{coverage(home)}")
        told = predictions(home, sites, home / "predictions.jsonl")
    for name in ("all-labels.jsonl", "article-labels.jsonl"):
        print(f"\nmarks by {name}", flush=True)
        score = [sys.executable, str(CORPUS / "score.py"), str(told), "--pages", str(home / name)]
        subprocess.run(score, check=False)
    return 0


if __name__ == "__main__":
    sys.exit(main())
