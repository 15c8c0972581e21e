"""What docs/security.md promises and no other test shows."""

import ast
import re
from pathlib import Path

import pytest

from crawler.sources import SourcesError, load
from tests.commandline import nightdesk

ROOT = Path(__file__).parent.parent
OURS = [path for name in ("crawler", "flows", "warehouse") for path in (ROOT / name).rglob("*.py")]
RUNS_CODE = {"eval", "exec", "compile", "__import__"}
READS_CODE = {"pickle", "marshal", "shelve", "dill", "cloudpickle", "joblib"}
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x9f]")
PAGE = """<html><head><title>{evil}Harbour opens after the storm of the year</title></head><body><article>
<h1>{evil}Harbour opens after the storm of the year</h1><p class="byline">By Ann {evil}Lee</p>{text}</article></body></html>"""
EVIL = "\x1b]0;gone\x07&#27;[2J&#x9b;31m\x00"


def test_no_module_runs_code_or_a_shell_or_reads_pickles() -> None:
    assert len(OURS) > 200
    assert [offence for path in OURS for offence in offences(path)] == []


def offences(path: Path) -> list[str]:
    """Where a module could run what it reads."""
    found = []
    for node in ast.walk(ast.parse(path.read_bytes())):
        match node:
            case ast.Call(func=ast.Name(id=name)) if name in RUNS_CODE:
                found.append(name)
            case ast.Call(func=ast.Attribute(value=ast.Name(id="os"), attr="system" | "popen" as name)):
                found.append(f"os.{name}")
            case ast.Import(names=names):
                found += [one.name for one in names if one.name.partition(".")[0] in READS_CODE]
            case ast.ImportFrom(module=str(module)) if module.partition(".")[0] in READS_CODE:
                found.append(module)
            case ast.keyword(arg="shell", value=ast.Constant(value=True)):
                found.append("shell")
    return [f"{path.name}: {one}" for one in found]


def test_the_search_for_offences_finds_them(tmp_path: Path) -> None:
    bad = tmp_path / "bad.py"
    bad.write_text("import pickle, os\nos.system('x')\neval('1')\nf(shell=True)\nfrom joblib import load\n")
    assert sorted(offences(bad)) == [
        "bad.py: eval",
        "bad.py: joblib",
        "bad.py: os.system",
        "bad.py: pickle",
        "bad.py: shell",
    ]


def test_a_password_in_the_list_of_sources_is_refused_and_not_repeated(tmp_path: Path) -> None:
    listed = tmp_path / "sources.toml"
    listed.write_text(
        '[defaults]\nuser_agent = "Desk (+https://desk.example/)"\n[[source]]\nname = "herald"\n'
        'home = "https://herald.example/"\nfeeds = ["https://editor:hush@herald.example/feed"]\n'
    )
    with pytest.raises(SourcesError, match="never sends") as refused:
        load(listed)
    assert "hush" not in str(refused.value)


def test_what_a_site_wrote_holds_nothing_that_a_terminal_obeys(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    text = "".join(
        f"<p>Paragraph {n} of {EVIL} the story tells how boats left the harbour once the wind had fallen.</p>"
        for n in range(8)
    )
    page.write_text(PAGE.format(evil=EVIL, text=text), encoding="utf-8")
    for form in ([], ["--json"]):
        told = nightdesk(
            "extract", str(page), "--url", "https://herald.example/harbour", *form, home=tmp_path
        )
        assert told.returncode == 0, told.stderr
        assert "Harbour opens" in told.stdout
        assert CONTROL.search(told.stdout) is None
