"""Changes of the code that a reader thought of, each of which some test has to notice.

    python tests/tools/known_mutants.py [NAME ...]

`mutate.py` makes changes without knowing what matters; these were once made by hand, and no test failed. For
each, the tests that are named with it run in a copy of the tree, unchanged but for it. Exit status 1 where
one survives, or is for code that is no longer there.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

ROOT = Path(__file__).parents[2]

NOT_COPIED = shutil.ignore_patterns(".git", ".venv", "venv", "__pycache__", ".*_cache", ".hypothesis", "dist")


class Known(NamedTuple):
    """A change: in which file of the package, from what to what, and the tests that must notice."""

    name: str
    file: str
    old: str
    new: str
    tests: str


MUTANTS = (
    Known(
        "cache owner",
        "runtime/files.py",
        "status.st_uid == os.getuid() and not",
        "not",
        "runtime/test_files.py",
    ),
    Known("cache mode", "runtime/files.py", " and not status.st_mode & 0o022", "", "runtime/test_files.py"),
    Known(
        "atomic write",
        "runtime/files.py",
        "os.replace(draft, path)",
        'open(path, "wb").write(data)',
        "runtime/test_files.py",
    ),
    Known(
        "flush to disk",
        "desks/kinds/file.py",
        "        os.fsync(handle)\n        _check",
        "        _check",
        "desks/test_kinds.py",
    ),
    Known("read back", "desks/kinds/file.py", "!= data:", "== b'':", "desks/test_kinds.py"),
    Known("broken line", "desks/kinds/file.py", "os.ftruncate(handle, size)", "pass", "desks/test_kinds.py"),
    Known(
        "time of a mail in all",
        "desks/mail_server.py",
        "timer.start()",
        "pass",
        "desks/test_smtp.py",
    ),
    Known(
        "a mail server's greeting", "desks/mail_server.py", "if code != 220", "if False", "desks/test_smtp.py"
    ),
    Known("what a reload leaves", "web/limits/memory.py", "    gc.unfreeze()\n", "", "web/test_banks.py"),
    Known(
        "a file that is kept",
        "runtime/container.py",
        "data[begin + start : begin + start + size]",
        "memoryview(data)[begin + start : begin + start + size]",
        "runtime/test_container.py",
    ),
    Known(
        "packets in the loop",
        "web/handover/endpoints.py",
        "await self._packets.run_dear(self._make, body)",
        "self._make(body)",
        "web/test_limits.py",
    ),
    Known(
        "packets behind dear questions",
        "web/app.py",
        "packets = Turns(settings.wait, settings.timeout)",
        "packets = banks.turns",
        "web/test_limits.py",
    ),
    Known(
        "a person is asked for again",
        "dialogue/engine.py",
        'if is_handoff and (anywhere.small_talk.reason == "urgent" or not state.handed):',
        "if is_handoff:",
        "dialogue/test_handoff.py dialogue/test_engine.py",
    ),
    Known(
        "the cut before",
        "text/analyzer.py",
        "normal = fold_lines(line[:MAX_UTTERANCE_LENGTH])[:MAX_UTTERANCE_LENGTH]\n        normal_sentences",
        "normal = fold_lines(line)\n        normal_sentences",
        "text/test_utterance.py",
    ),
    Known(
        "nine words",
        "dialogue/context.py",
        "MAX_DEPENDENT_WORDS = 9",
        "MAX_DEPENDENT_WORDS = 10",
        "dialogue/test_context.py",
    ),
    Known(
        "eight words",
        "dialogue/context.py",
        "MAX_DEPENDENT_WORDS = 9",
        "MAX_DEPENDENT_WORDS = 8",
        "dialogue/test_context.py",
    ),
    Known(
        "missing words",
        "dialogue/context.py",
        "words.isdisjoint(_missing(matcher, own, hit))",
        "True",
        "dialogue/test_context.py",
    ),
    Known(
        "two sizes",
        "dialogue/sizes.py",
        "len(sized.measurements) != 1",
        "not sized.measurements",
        "dialogue/test_context.py",
    ),
    Known(
        "asking back at the threshold",
        "dialogue/policy.py",
        ">= ASK_BACK_SHARE",
        "> ASK_BACK_SHARE",
        "dialogue/test_policy.py",
    ),
    Known(
        "negators",
        "matching/answerability/judge.py",
        "and not _negates(self._language.words.negators, typed)",
        "",
        "matching/test_answerability.py",
    ),
    Known(
        "ties",
        "matching/matcher.py",
        "key=lambda each: (-each.score, each.entry)",
        "key=lambda each: -each.score",
        "matching/test_matcher.py",
    ),
    Known(
        "ties in the shortlist",
        "matching/matcher.py",
        "fit = [(value, names[entry], entry)",
        "fit = [(value, entry, entry)",
        "matching/test_matcher.py",
    ),
    Known(
        "a stem twice",
        "matching/query.py",
        "for token in {token.stem: token for token in tokens}.values()",
        "for token in tokens",
        "matching/test_matcher.py",
    ),
    Known(
        "size of a file",
        "bank/loader.py",
        "len(data) > MAX_BANK_FILE_BYTES",
        "len(data) >= MAX_BANK_FILE_BYTES",
        "bank/test_loader.py",
    ),
    Known(
        "size of a body",
        "web/request_body.py",
        "if len(body) > max_size",
        "if len(body) >= max_size",
        "web/test_request_body.py web/test_service.py",
    ),
    Known(
        "declared size",
        "web/request_body.py",
        "if length > max_size",
        "if length >= max_size",
        "web/test_request_body.py web/test_service.py",
    ),
    Known(
        "redacted length",
        "journal/redaction.py",
        "text = text[:MAX_STORED_LENGTH]",
        "",
        "journal/test_redaction.py",
    ),
    Known(
        "links",
        "journal/redaction.py",
        r"\b(?:https?://|www\.)",
        r"\b(?:https://|www\.)",
        "journal/test_redaction.py",
    ),
    Known(
        "citations",
        "dialogue/reply.py",
        " or (self.citations and not is_cited)",
        "",
        "dialogue/test_reply.py",
    ),
)


def main() -> None:
    """Put each to its tests, and list those that survived."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("names", nargs="*", metavar="NAME", help="only these")
    given = parser.parse_args()
    wanted = [each for each in MUTANTS if not given.names or each.name in given.names]
    with TemporaryDirectory() as folder:
        root = Path(folder, "tree")
        shutil.copytree(ROOT, root, ignore=NOT_COPIED)
        outcomes = {each.name: outcome(root, each) for each in wanted}
    survived = [name for name, result in outcomes.items() if result != "killed"]
    print(f"{len(wanted) - len(survived)} of {len(wanted)} killed; {', '.join(survived) or 'none survived'}")
    sys.exit(bool(survived))


def outcome(root: Path, mutant: Known) -> str:
    """`killed`, `survived`, or `not there`."""
    path = root / "bot" / "footnote" / mutant.file
    code = path.read_text(encoding="utf-8")
    if code.count(mutant.old) != 1:
        result = "not there"
    else:
        path.write_text(code.replace(mutant.old, mutant.new), encoding="utf-8")
        tests = [f"tests/{name}" for name in mutant.tests.split()]
        command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", *tests]
        environment = {**os.environ, "PYTHONPATH": str(root / "bot")}
        failed = subprocess.run(
            command, cwd=root, env=environment, capture_output=True, check=False
        ).returncode
        result = "killed" if failed else "survived"
        path.write_text(code, encoding="utf-8")
    print(f"{result:9} {mutant.name}", flush=True)
    return result


if __name__ == "__main__":
    main()
