"""All campaigns, one after another: `python tests/campaigns/run.py --seconds 60 [--seed N] [--postgres]`.

The seconds are those of each. Exit status 1 where a case failed.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

CAMPAIGNS = (
    ("questions",),
    ("questions", "--bank", "micrometastases"),
    ("banks",),
    ("abuse",),
    ("faults",),
)
"""Each with its own arguments."""


def main() -> None:
    """Run them, and say whether all went well."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--postgres", action="store_true", help="stop a database, too")
    given = parser.parse_args()
    failed = []
    for name, *arguments in CAMPAIGNS:
        command = [sys.executable, str(Path(__file__).with_name(f"{name}.py")), *arguments]
        command += ["--seconds", str(given.seconds), "--seed", str(given.seed)]
        command += ["--postgres"] if given.postgres and name == "faults" else []
        if subprocess.run(command, check=False).returncode:
            failed.append(" ".join([name, *arguments]))
    sys.exit(f"failed: {', '.join(failed)}" if failed else 0)


if __name__ == "__main__":
    main()
