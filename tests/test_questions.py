"""The questions of docs/query.md have answers on an archive with two nights in it."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from warehouse.asking import asking
from warehouse.snapshot import reading

DOC = Path(__file__).parent.parent / "docs" / "query.md"
SECTION = re.compile(r"^### (?P<title>[^\n]+)\n[^#]*?```sql\n(?P<sql>.*?)```", re.DOTALL | re.MULTILINE)
QUESTIONS = {found["title"]: found["sql"] for found in SECTION.finditer(DOC.read_text(encoding="utf-8"))}
Rows = list[dict[str, Any]]
PAPERS = ["courier", "meridian", "talbote", "zarechye"]


def every(rows: Rows, column: str) -> list[Any]:
    return [row[column] for row in rows]


# What must be true of each answer, besides that there is one.
CHECKS: dict[str, Callable[[Rows], object]] = {
    "What came last night, and where did nothing come?": lambda rows: every(rows, "source") == PAPERS,
    "What are the newest stories?": lambda rows: len(rows) == 20 and max(every(rows, "copies")) == 3,
    "How many stories are there per day and section?": lambda rows: sum(every(rows, "stories")) > 50,
    "Which sources fell silent, and in which weeks?": lambda rows: rows == [],
    "Is each source as it usually is?": lambda rows: sorted(every(rows, "source")) == PAPERS,
    "Were we down, or did they publish nothing?": lambda rows: set(every(rows, "state")) == {"articles"},
    "What changed after publication?": lambda rows: {"headline", "withdrawn"} <= set(every(rows, "kind")),
    "Which headlines were rewritten, from what to what?": lambda rows: all(
        r["before"] != r["after"] for r in rows
    ),
    "What was corrected, or taken back?": lambda rows: (
        {"correction", "withdrawn"} == set(every(rows, "kind"))
    ),
    "Who edits most, and soon or late?": lambda rows: (
        {"courier", "meridian", "talbote"} == set(every(rows, "source"))
    ),
    "What did the archive say at a moment?": lambda rows: (
        every(rows, "source") == PAPERS and 40 < sum(every(rows, "articles")) < 60
    ),
    "What did this headline say at nine o'clock, and which capture proves it?": lambda rows: len(rows) == 1,
    "Who reprints whom?": lambda rows: (
        {(r["had_it_first"], r["printed_it"]) for r in rows}
        == {("meridian", "courier"), ("meridian", "talbote")}
    ),
    "How much does each reprint change?": lambda rows: all(row["taken_over"] > 0.9 for row in rows),
    "How much of a paper is from agencies, or from others?": lambda rows: (
        sum(every(rows, "had_by_another_before")) == 2
    ),
    "When was a name first mentioned, and by whom?": lambda rows: "lighthouse" in rows[0]["title"].lower(),
    "How often is it mentioned, week by week?": lambda rows: sum(every(rows, "articles")) == 2,
    "Who writes most?": lambda rows: rows[0]["articles"] >= 2,
    "Which topics rise?": lambda rows: len(rows) > 5,
    "Where is it reported from?": lambda rows: rows[0]["dateline"] == "SAHEEL",
    "Do long headlines go with long texts?": lambda rows: all(row["words_of_text"] > 50 for row in rows),
    "At what hour do they publish?": lambda rows: all(0 <= row["hour"] <= 23 for row in rows),
    "What was refused, and why?": lambda rows: {"stub", "consent", "soft404"} <= set(every(rows, "verdict")),
    "How do we know the dates, and how exactly?": lambda rows: "json-ld" in every(rows, "known_from"),
    "How soon do we see what is published?": lambda rows: every(rows, "source") == PAPERS,
    "What did the web answer?": lambda rows: {"ok", "gone", "robots_denied"} <= set(every(rows, "outcome")),
    "Where is the page that an article was read from?": lambda rows: rows[0]["warc_file"].endswith(
        ".warc.gz"
    ),
}


@pytest.fixture(scope="module")
def here(archive: Path) -> dict[str, str]:
    """What stands in the questions, and what stands for it in this archive."""
    with reading(archive) as connection:
        ((moment,),) = connection.execute("select max(started_at)::varchar from runs").fetchall()
        ((url,),) = connection.execute(
            "select url from articles where versions > 1 order by url limit 1"
        ).fetchall()
    return {
        "2026-03-01 09:00+00": moment,
        "https://www.dawn.com/news/1774342": url,
        '"arms deal"': '"last lighthouse"',
    }


def test_there_are_twenty_questions_and_each_is_checked() -> None:
    assert set(QUESTIONS) == set(CHECKS)
    assert len(QUESTIONS) >= 20


@pytest.mark.parametrize("title", CHECKS)
def test_a_question_is_answered(archive: Path, here: dict[str, str], title: str) -> None:
    words = QUESTIONS[title]
    for said, meant in here.items():
        words = words.replace(said, meant)
    with asking(archive) as session, session.answered():
        (found,) = session.ask(words)
        columns = [column[0] for column in found.description]
        rows = [dict(zip(columns, row, strict=True)) for row in found.fetchall()]
    assert rows or title == "Which sources fell silent, and in which weeks?"
    assert CHECKS[title](rows), rows
