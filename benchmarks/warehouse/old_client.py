"""Can an older DuckDB read a snapshot? `python -m benchmarks.warehouse.old_client FILE [--version 1.4.4]`.

Installs that version into a temporary folder, and asks every table, view and macro of the snapshot with it.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

ASK = """
import sys, duckdb
c = duckdb.connect(sys.argv[1], read_only=True)
print("DuckDB", duckdb.__version__)
names = [row[0] for row in c.execute("select table_name from duckdb_tables()").fetchall()]
names += [row[0] for row in c.execute("select view_name from duckdb_views() where not internal").fetchall()]
names.append("as_of(now())")
failed = 0
for name in names:
    try:
        c.execute(f"from {name} limit 1000").fetchall()
    except duckdb.Error as error:
        failed += 1
        print(f"{name}: {error}")
print(len(names) - failed, "of", len(names), "can be read")
sys.exit(failed > 0)
"""


def main() -> None:
    """Install, ask, exit 1 if anything can't be read."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("snapshot", type=Path)
    parser.add_argument("--version", default="1.4.4")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        pip = [
            sys.executable,
            "-m",
            "pip",
            "install",
            "--quiet",
            "--disable-pip-version-check",
            "--target",
            folder,
        ]
        subprocess.run([*pip, f"duckdb=={asked.version}", "pytz"], check=True)
        run = [sys.executable, "-c", ASK, str(asked.snapshot)]
        sys.exit(subprocess.run(run, env={"PYTHONPATH": folder}, check=False).returncode)


if __name__ == "__main__":
    main()
