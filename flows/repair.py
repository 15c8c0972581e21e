"""Repairs a home: torn and damaged WARC files, what was left unread, and what is derived."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from crawler.depot import Depot
from crawler.repair import Repaired, day_of, repair, run_and_source
from flows import bringing, mending, steps
from flows.children import Log
from flows.depots import depot_of
from flows.promises import Damage, Tell, damages
from warehouse import holdings
from warehouse.store import writing


def mend_home(home: Path, wait: float, log: Log, deep: bool, tell: Tell) -> list[str]:
    """Save what can be saved, ask again for what was lost; what was done, in sentences.

    Torn files are salvaged, damaged ones copied as far as they are whole and put aside in `damaged/`. Pages
    whose captures are lost are due again, and what was read of them stays. Raises WarehouseError.
    """
    done, depot = [], depot_of(home)
    with writing(home, wait) as warehouse:
        closed = depot.warcs(is_far=True)
        for one in [one for one in damages(closed, warehouse, deep, tell) if one.sentences]:
            mended = saved(home, depot, one)
            reason = f"{one.warc_file} was damaged: {one.sentences[0]}"
            holdings.tell(
                warehouse.connection, mended.warc_file, mended.moved, mended.lost, reason, datetime.now(UTC)
            )
            done.append(sentence(mended))
        for name in holdings.files(warehouse.connection):
            if name not in {kept.file for kept in closed}:
                lost = [capture_id for capture_id, *_ in holdings.places(warehouse.connection, name)]
                holdings.tell(warehouse.connection, None, (), lost, f"{name} is gone", datetime.now(UTC))
                done.append(f"{name} is gone: {len(lost)} captures are lost, their pages are due again")
    mended_runs = mending.mend(home, wait, log)
    done += [f"{name}: brought to its end" for name in mended_runs]
    if done:
        steps.group_copies(home, wait)
        steps.publish(home, wait)
    return done


def saved(home: Path, depot: Depot, one: Damage) -> Repaired:
    """A damaged file repaired; in a depot elsewhere with what came of it."""
    path = home / one.warc_file
    if depot.is_home:
        return repair(home, path, one.known)
    depot.fetch(one.warc_file, path)
    run, source = run_and_source(path)
    mended = repair(home, path, one.known, bringing.taken(home, run, [source], day_of(path)))
    if mended.warc_file:
        depot.put(home / mended.warc_file, mended.warc_file)
    depot.move(one.warc_file, mended.aside)
    return mended


def sentence(mended: Repaired) -> str:
    """What became of a damaged file."""
    saved = (
        f"{len(mended.moved)} captures saved in {mended.warc_file}" if mended.warc_file else "nothing saved"
    )
    lost = f", {len(mended.lost)} lost, their pages are due again" if mended.lost else ""
    return f"{mended.damaged}: {saved}{lost}; the damaged file lies in {mended.aside}"
