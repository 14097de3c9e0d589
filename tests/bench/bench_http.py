"""How much of a bare echo's speed the service keeps: `python tests/bench/bench_http.py [--questions N]`.

Both run on one core, each with one process, and are asked from another core over 16 connections, in turns,
so that a busy machine hurts both. The echo is Starlette with msgspec and takes the same bodies. Asked are
the shipped bank's own questions, few of them often, as people ask them. `--new` asks questions that
nobody asked before, too, which is the worst case: each labelled question in other surroundings, and every
second one with a slip of the keyboard, so that no store of replies or of words helps. Memory is read before
and after N questions.

A busy machine lowers rates; what a question costs, in µs of the server's core, stays about the same. The last
figures are what an idle core would do: as many as fit into a second by their cost.

Needs Linux, the extra [serve], and wrk (`apt-get install wrk`).
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path
from random import Random
from statistics import median
from typing import NamedTuple, Self

import yaml

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
ECHO = """
import msgspec
from starlette.applications import Starlette
from starlette.responses import Response
from starlette.routing import Route

class Ask(msgspec.Struct):
    question: str
    state: dict | None = None

decode, encode = msgspec.json.Decoder(Ask).decode, msgspec.json.Encoder().encode

async def echo(request):
    return Response(encode(decode(await request.body())), media_type="application/json")

app = Starlette(routes=[Route("/v1/ask", echo, methods=["POST"]), Route("/healthz", echo)])
"""
WRK = """
local bodies, number = %s, 0
wrk.method = "POST"
wrk.headers["Content-Type"] = "application/json"
function request()
  number = number + 1
  return wrk.format(nil, "/v1/ask", nil, bodies[(number - 1) %% #bodies + 1])
end
function done(summary, latency)
  io.write(string.format("RESULT %%f %%f %%f %%d\\n", summary.requests / summary.duration * 1e6,
    latency:percentile(50), latency:percentile(99), summary.errors.status + summary.errors.timeout))
end
"""


NEW = 8_000
"""New questions of a round: more than are asked in it."""


class Run(NamedTuple):
    """Questions a second, how long one took, in ms, and what it cost the server, in µs of its core."""

    rate: float
    cost: float
    p50: float
    p99: float
    errors: int


class Server:
    """A server on the first core."""

    def __init__(self, command: list[str], port: int) -> None:
        self.port = port
        quiet = subprocess.DEVNULL
        self.process = subprocess.Popen(
            ["taskset", "-c", "0", sys.executable, *command], cwd=ROOT, stdout=quiet, stderr=quiet
        )
        for _ in range(200):
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz").close()
            except urllib.error.HTTPError:
                return
            except OSError:
                time.sleep(0.1)
            else:
                return
        self.process.kill()
        raise SystemExit(f"{command} does not answer")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.process.kill()

    def memory(self) -> float:
        """Resident, in MB."""
        status = Path(f"/proc/{self.process.pid}/status").read_text(encoding="utf-8")
        return int(re.search(r"VmRSS:\s+(\d+)", status)[1]) / 1024  # type: ignore[index]

    def spent(self) -> float:
        """Seconds of its core so far."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def asked(self, script: Path, seconds: float) -> Run:
        """A run of wrk from the second core."""
        command = [
            "taskset",
            "-c",
            "1",
            "wrk",
            "-t1",
            "-c16",
            f"-d{seconds:g}s",
            "-s",
            str(script),
            f"http://127.0.0.1:{self.port}",
        ]
        before = self.spent()
        out = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        rate, p50, p99, errors = re.search(r"RESULT (\S+) (\S+) (\S+) (\d+)", out).groups()  # type: ignore[union-attr]
        cost = (self.spent() - before) / (float(rate) * seconds) * 1e6
        return Run(float(rate), cost, float(p50) / 1000, float(p99) / 1000, int(errors))


def questions() -> list[str]:
    files = sorted((ROOT / "faq/micrometastases/questions").glob("*.yaml"))
    parts = [part for file in files for part in yaml.safe_load(file.read_text(encoding="utf-8")).values()]
    items = [item for part in parts if isinstance(part, list) for item in part]
    return [str(item["ask"] if isinstance(item, dict) else item) for item in items]


BEFORE = ["", "hi, ", "so ", "please ", "ok ", "and ", "hello! ", "just asking: ", "sorry, ", "one more: "]
AFTER = [
    "",
    " please",
    " thanks",
    " for my sister",
    " at my age",
    " in general",
    " today",
    " then",
    " now",
    "??",
]
LETTERS = "abcdefghijklmnoprstuwy"


def new_questions(asked: list[str], seed: int) -> list[str]:
    """NEW questions that nobody asked before, the same for a seed: these in other words around them."""
    random, found = Random(seed), dict[str, None]()  # noqa: S311  (no secret)
    while len(found) < NEW:
        question = random.choice(asked).rstrip("?!. ")
        if len(found) % 2:
            question = with_slip(question, random)
        found[f"{random.choice(BEFORE)}{question}{random.choice(AFTER)}"] = None
    return list(found)


def frequent_questions(asked: list[str]) -> list[str]:
    """Questions as people ask them: the second one half as often as the first, the third a third as often."""
    weights = [1 / rank for rank in range(1, len(asked) + 1)]
    return Random(0).choices(asked, weights, k=NEW)  # noqa: S311  (no secret)


def with_slip(question: str, random: Random) -> str:
    """The question with two letters exchanged, or one left out, doubled or mistaken."""
    at = random.randrange(1, max(2, len(question) - 1))
    one, two, rest = question[at : at + 1], question[at + 1 : at + 2], question[at + 2 :]
    slip = random.choice([two + one, two, one + one + two, random.choice(LETTERS) + two])
    return question[:at] + slip + rest


def script(folder: str, asked: list[str], name: str) -> Path:
    bodies = ",".join(f"[==[{json.dumps({'question': question})}]==]" for question in asked)
    path = Path(folder, f"wrk-{name}.lua")
    path.write_text(WRK % f"{{{bodies}}}", encoding="utf-8")
    return path


def show(name: str, runs: list[Run]) -> Run:
    middle = Run(*(median(each) for each in zip(*runs, strict=True)))
    print(
        f"{name:<20}{middle.rate:6.0f}/s   {middle.cost:4.0f} us   p50 {middle.p50:6.2f} ms   "
        f"p99 {middle.p99:6.2f} ms ({middle.p99 / middle.p50:.1f} x)   errors {middle.errors:.0f}"
    )
    return middle


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    arguments.add_argument("--seconds", type=float, default=4, help="of each of the runs")
    arguments.add_argument("--rounds", type=int, default=5)
    arguments.add_argument(
        "--questions", type=int, default=200_000, help="asked between two looks at the memory"
    )
    arguments.add_argument("--new", action="store_true", help="also ask questions that nobody asked before")
    given = arguments.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "echo_app.py").write_text(ECHO, encoding="utf-8")
        echo_command = [
            "-m",
            "uvicorn",
            "--app-dir",
            folder,
            "echo_app:app",
            "--port",
            "8751",
            "--no-access-log",
        ]
        shutil.copytree(ROOT / "faq", f"{folder}/faq")  # an edit of the bank would be taken up in mid run
        command = ["-m", "footnote", "serve", "--port", "8752", "--bank", f"{folder}/faq/micrometastases"]
        with Server(echo_command, 8751) as echo, Server(command, 8752) as served:
            compare(echo, served, given, folder)


def compare(echo: Server, served: Server, given: argparse.Namespace, folder: str) -> None:
    asked = script(folder, frequent_questions(questions()), "asked")
    served.asked(asked, 8)  # the first time that each is asked it is new
    runs = [
        (echo.asked(asked, given.seconds), served.asked(asked, given.seconds)) for _ in range(given.rounds)
    ]
    bare = show("echo", [run for run, _ in runs])
    ours = show("service", [run for _, run in runs])
    ratio = median(ours.rate / bare.rate for bare, ours in runs)
    print(f"ratio of rates: {ratio:.2f} (of costs: {bare.cost / ours.cost:.2f})")
    if given.new:
        compare_new(echo, served, given, folder)
    if not given.questions:
        return
    before, done = served.memory(), 0.0
    while done < given.questions:
        done += 10 * served.asked(asked, 10).rate
    print(f"memory: {before:.1f} MB, after {done:.0f} questions {served.memory():.1f} MB")


def compare_new(echo: Server, served: Server, given: argparse.Namespace, folder: str) -> None:
    """Questions that nobody asked before, in turns with the echo of the same questions."""
    runs = []
    for seed in range(given.rounds):
        fresh = script(folder, new_questions(questions(), seed), f"new-{seed}")
        runs.append((echo.asked(fresh, given.seconds), served.asked(fresh, given.seconds)))
    bare = show("echo of new ones", [run for run, _ in runs])
    ours = show("service, all new", [run for _, run in runs])
    ratio = median(ours.rate / bare.rate for bare, ours in runs)
    print(f"ratio of rates: {ratio:.3f} (of costs: {bare.cost / ours.cost:.3f})")
    print(f"an idle core: {1e6 / ours.cost:.0f} new questions a second, {1e6 / bare.cost:.0f} of the echo")


if __name__ == "__main__":
    os.environ.pop("FOOTNOTE_JOURNAL", None)
    main()
