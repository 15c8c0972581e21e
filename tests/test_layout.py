"""The promise of the layout: imports go one way."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
MAY_IMPORT = {"crawler": set(), "warehouse": set(), "flows": {"crawler", "warehouse"}}


def imported(path: Path) -> set[str]:
    """The top-level packages that a module names in its import statements."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module.partition(".")[0])
    return found


@pytest.mark.parametrize("package", MAY_IMPORT)
def test_a_package_imports_only_those_below_it(package):
    others = set(MAY_IMPORT) - {package} - MAY_IMPORT[package] | {"tests", "benchmarks"}
    wrong = {
        str(path.relative_to(ROOT)): imported(path) & others
        for path in (ROOT / package).rglob("*.py")
        if imported(path) & others
    }
    assert wrong == {}
