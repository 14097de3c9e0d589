"""Follow bot/deploy/Dockerfile without a container program: `python tests/tools/follow_dockerfile.py DIR`.

Each stage begins as an empty Debian in DIR, and its steps run there. Then the service is started as the image
would start it: as the image's user, without rights, on a root that cannot be written, with /data and /tmp.
Printed are the seconds of each step, the size of the result, and what the service replies.

Needs Linux, root, and mmdebstrap (`apt-get install mmdebstrap`). Where the network reads TLS, PIP_CERT names
the certificates to trust while the steps run; they do not stay in the result.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import re
import shutil
import signal
import subprocess
import time
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parent.parent.parent
DOCKERFILE = ROOT / "bot" / "deploy" / "Dockerfile"
PORT = 8000
PATH = "/usr/sbin:/usr/bin:/sbin:/bin"
CERTIFICATES = "etc/trusted-while-building.crt"
SLIM = [f"--dpkgopt=path-exclude=/usr/share/{each}/*" for each in ("doc", "info", "locale", "man")]
"""What Debian's slim images leave out."""

NOT_COPIED = shutil.ignore_patterns("__pycache__")


class Step(NamedTuple):
    """An instruction such as RUN, and what follows it."""

    instruction: str
    text: str


def read_steps(text: str) -> list[Step]:
    """The steps of a Dockerfile."""
    lines = "\n".join(line for line in text.split("\n") if not line.lstrip().startswith("#"))
    joined = re.sub(r"\s*\\\n\s*", " ", lines).split("\n")
    return [Step(*line.split(maxsplit=1)) for line in joined if line.strip()]


def read_stages(steps: list[Step]) -> dict[str, list[Step]]:
    """The steps of each stage by its name; that of the last one is empty."""
    stages: dict[str, list[Step]] = {}
    for step in steps:
        if step.instruction == "FROM":
            name = step.text.partition(" AS ")[2]
            stages[name] = []
        stages[name].append(step)
    return stages


def follow(step: Step, root: Path, roots: dict[str, Path]) -> None:
    """Do what a step says in a root folder. Those that only describe how the image is run are left out."""
    if step.instruction == "FROM":
        release = re.fullmatch(r"debian:(\w+)-slim(?: AS \w+)?", step.text)
        assert release, step.text
        subprocess.run(["mmdebstrap", "-q", "--variant=minbase", *SLIM, release[1], root], check=True)
    elif step.instruction == "RUN":
        run(root, step.text)
    elif step.instruction == "COPY":
        copy(step.text.split(), root, roots)


def run(root: Path, script: str) -> None:
    """Run a script in a root folder, as a build does: with the network's names and certificates."""
    certificates, environ = (
        os.environ.get("PIP_CERT"),
        {"PATH": PATH, "LANG": "C.UTF-8"},
    )
    if certificates:
        shutil.copy(certificates, root / CERTIFICATES)
        environ["PIP_CERT"] = f"/{CERTIFICATES}"
    shutil.copy("/etc/resolv.conf", root / "etc" / "resolv.conf")
    environ["DEBIAN_FRONTEND"] = "noninteractive"
    try:
        subprocess.run(
            ["chroot", root, "/bin/sh", "-ec", script], check=True, env=environ, stdout=subprocess.DEVNULL
        )
    finally:
        (root / CERTIFICATES).unlink(missing_ok=True)


def copy(words: list[str], root: Path, roots: dict[str, Path]) -> None:
    """Copy files of the repository, or with --from of another stage."""
    source = ROOT
    if words[0].startswith("--from="):
        source = roots[words.pop(0).removeprefix("--from=")]
    *names, target = words
    for name in names:
        wanted, to = source / name.lstrip("/"), root / target.lstrip("/")
        if wanted.is_dir():
            shutil.copytree(wanted, to, symlinks=True, ignore=NOT_COPIED, dirs_exist_ok=True)
        else:
            to.mkdir(parents=True, exist_ok=True)
            shutil.copy(wanted, to)


def start(root: Path, steps: list[Step]) -> subprocess.Popen[bytes]:
    """Start what the last stage starts, as its user, on a root that cannot be written."""
    texts = {step.instruction: step.text for step in steps}
    environ = dict(pair.split("=", 1) for pair in texts["ENV"].split())
    command = json.loads(texts["ENTRYPOINT"]) + json.loads(texts["CMD"])
    prepare = (
        'mount --bind "$0" "$0" && mount -o remount,bind,ro "$0" && mount -t tmpfs tmpfs "$0/tmp" && '
        'mount -t tmpfs -o uid=10001,gid=10001 tmpfs "$0/data" && mount -t proc proc "$0/proc" && '
        'exec chroot "$0" setpriv --reuid="${1%:*}" --regid="${1#*:}" --clear-groups --no-new-privs '
        '--bounding-set=-all --inh-caps=-all "${@:2}"'
    )
    apart = ["unshare", "--mount", "--pid", "--fork"]
    return subprocess.Popen(
        [*apart, "bash", "-c", prepare, root, texts["USER"], *command],
        env={"PATH": PATH, **environ},
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )  # fmt: skip


def ask(process: subprocess.Popen[bytes]) -> str:
    """The reply of the service to a question, once it is ready."""
    for _ in range(300):
        try:
            if call("GET", "/readyz").status == 200:
                break
        except OSError:
            assert process.poll() is None, "the service has stopped"
        time.sleep(0.1)
    return str(json.load(call("POST", "/v1/ask", json.dumps({"question": "how big is it?"})))["text"])


def call(method: str, path: str, body: str | None = None) -> http.client.HTTPResponse:
    connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=10)
    connection.request(method, path, body, {"Content-Type": "application/json"})
    return connection.getresponse()


def size(root: Path) -> float:
    """The size of a folder in MB."""
    return sum(path.lstat().st_size for path in root.rglob("*") if path.is_file() or path.is_symlink()) / 1e6


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", type=Path, help="a new folder")
    folder: Path = parser.parse_args().folder.resolve()
    folder.mkdir()
    stages = read_stages(read_steps(DOCKERFILE.read_text(encoding="utf-8")))
    roots = {name: folder / (name or "image") for name in stages}
    began = time.monotonic()
    for name, steps in stages.items():
        for step in steps:
            before = time.monotonic()
            follow(step, roots[name], roots)
            print(f"{time.monotonic() - before:6.1f} s  {step.instruction} {step.text[:90]}", flush=True)
    print(f"built in {time.monotonic() - began:.0f} s; the image has {size(roots['']):.0f} MB")
    began = time.monotonic()
    process = start(roots[""], stages[""])
    try:
        reply = ask(process)
        print(f"replied after {time.monotonic() - began:.1f} s: {reply}")
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(30)


if __name__ == "__main__":
    main()
