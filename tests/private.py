"""Where the private test data lies; tests that need it skip, saying so, where it is missing."""

import os
from pathlib import Path

import pytest

CORPUS = Path(os.environ.get("NIGHTDESK_CORPUS") or Path(__file__).parents[2] / "shared" / "corpus")


def corpus() -> Path:
    """The corpus of saved pages."""
    return existing(CORPUS)


def suites() -> Path:
    """Public test suites, beside the corpus."""
    return existing(CORPUS.parent / "suites")


def existing(path: Path) -> Path:
    if not path.is_dir():
        pytest.skip(f"no private test data at {path.name} (see NIGHTDESK_CORPUS in CONTRIBUTING.md)")
    return path
