"""The files of deployment name what is there: each other, the settings, the steps of the page."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from paths import ROOT
from postgres import missing
from tools.follow_dockerfile import Step, read_stages, read_steps

if TYPE_CHECKING:
    from pathlib import Path


DEPLOY = ROOT / "bot" / "deploy"
STEPS = read_steps((DEPLOY / "Dockerfile").read_text(encoding="utf-8"))
UNIT = (DEPLOY / "footnote@.service").read_text(encoding="utf-8")
COMPOSE: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))


def last(instruction: str) -> str:
    """What follows an instruction of the stage that becomes the image."""
    return next(step.text for step in read_stages(STEPS)[""] if step.instruction == instruction)


def test_steps_of_a_dockerfile_are_read_as_they_are_meant() -> None:
    """Over several lines, and without comments."""
    text = "# a\nFROM debian:bookworm-slim AS build\nRUN one \\\n    two\n\nFROM debian:bookworm-slim\n"
    build, image = (Step("FROM", f"debian:bookworm-slim{name}") for name in (" AS build", ""))
    assert read_stages(read_steps(text)) == {"build": [build, Step("RUN", "one two")], "": [image]}


def test_what_is_copied_into_the_image_is_there_and_not_ignored() -> None:
    """The build's context is the repository without what the ignore file leaves out."""
    sources = [word for step in STEPS if step.instruction == "COPY" for word in step.text.split()[:-1]]
    ours = {source for source in sources if not source.startswith(("--from=", "/"))}
    assert {source for source in ours if not (ROOT / source).exists()} == set()
    allowed = (DEPLOY / "Dockerfile.dockerignore").read_text(encoding="utf-8").split()
    assert {line.removeprefix("!") for line in allowed if line.startswith("!")} == ours


def test_the_image_runs_without_rights_and_is_asked_whether_it_is_well() -> None:
    """As a user by number, so that a cluster can see that it is not root; at the service's own port."""
    assert re.fullmatch(r"[1-9]\d+:[1-9]\d+", last("USER"))
    assert last("EXPOSE") == "8000"
    assert ":8000/readyz" in last("HEALTHCHECK")
    json.loads(last("HEALTHCHECK").partition("CMD ")[2])
    assert json.loads(last("ENTRYPOINT")) + json.loads(last("CMD")) == ["/opt/footnote/bin/footnote", "serve"]


@pytest.mark.skipif(os.name == "nt", reason="the step needs a Unix shell")
def test_the_image_has_the_versions_of_the_lock_file() -> None:
    """The step that reads them from it finds each, and nothing else."""
    step = next(step.text for step in STEPS if "requirements.lock |" in step.text)
    command = step.replace("/source/requirements.lock", str(ROOT / "requirements.lock")).partition(" >")[0]
    pins = subprocess.run(["sh", "-ec", command], capture_output=True, text=True, check=True).stdout
    assert all(re.fullmatch(r"[\w.\[\],-]+==[\w.+!-]+( ; .+)?", line) for line in pins.splitlines())
    assert {"starlette", "msgspec", "psycopg-binary"} <= {
        line.partition("==")[0] for line in pins.splitlines()
    }


def test_the_compose_file_names_what_is_there() -> None:
    """Files that it mounts, services that others wait for, and the replicas that nginx asks."""
    services = COMPOSE["services"]
    mounts = [each.split(":")[0] for each in services["proxy"]["volumes"]]
    assert [each for each in mounts if not (DEPLOY / each).is_file()] == []
    waited_for = {name for service in services.values() for name in service.get("depends_on", {})}
    assert {name for name in waited_for if "healthcheck" not in services[name]} == {
        "one",
        "two",
    }  # the image's
    upstream = re.findall(
        r"server (\w+):8000", (DEPLOY / "nginx" / "compose.conf").read_text(encoding="utf-8")
    )
    assert upstream == [name for name, service in services.items() if service["image"] == "footnote"]
    build = services["one"]["build"]
    assert (DEPLOY / build["context"]).resolve() == ROOT
    assert (ROOT / build["dockerfile"]).is_file()


def test_the_settings_of_the_replicas_are_settings() -> None:
    """The service would not start with others."""
    if find_spec("starlette") is None:
        missing("the service is not installed: pip install '.[serve]'")
    from footnote.web.settings import load_settings

    environ = COMPOSE["services"]["two"]["environment"]
    environ = {name: re.sub(r"\$\{\w+:[?-](.*?)\}", r"\1", value) for name, value in environ.items()}
    settings = load_settings(environ=environ)
    assert settings.journal_address.startswith("postgresql://footnote:")
    assert settings.journal_text == "redacted"
    assert load_settings(str(DEPLOY / "footnote.toml"), environ={}).journal_text == "redacted"


def test_the_unit_starts_the_service_with_its_settings() -> None:
    """With the paths of the page."""
    page = (DEPLOY / "README.md").read_text(encoding="utf-8")
    program, *arguments = re.findall(r"^ExecStart=(.+)$", UNIT, re.MULTILINE)[0].split()
    assert f"python3 -m venv {program.removesuffix('/bin/footnote')}" in page
    assert arguments == ["serve", "--config", "%d/footnote.toml", "--port", "%i"]
    assert "LoadCredential=footnote.toml:/etc/footnote/footnote.toml" in UNIT
    assert 'address = "/var/lib/footnote/' in (DEPLOY / "footnote.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "command",
    [["verify", "--man=no"], ["security", "--offline=true", "--threshold=15"]],
    ids=lambda value: value[0],
)
def test_systemd_takes_the_unit(tmp_path: Path, command: list[str]) -> None:
    """It knows every line of it, and rates its exposure at 1.5 of 10 at most: versions differ a little."""
    program = shutil.which("systemd-analyze")
    if program is None:
        missing("no systemd-analyze: apt-get install systemd")
    assert program
    unit = tmp_path / "footnote@8000.service"
    unit.write_text(UNIT.replace("/opt/footnote/bin/footnote", "/bin/true"), encoding="utf-8")
    done = subprocess.run([program, *command, unit], capture_output=True, text=True, check=False)
    said = "\n".join(line for line in (done.stdout + done.stderr).splitlines() if "footnote@" in line)
    assert done.returncode == 0, said
    if command[0] == "verify":
        assert said == ""
