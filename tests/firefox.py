"""Test helper: Debian's Firefox, driven by its own remote protocol (Marionette)."""

from __future__ import annotations

import json
import socket
import subprocess
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

START_SECONDS = 60.0
KEYS = {"Enter": "\ue007", "Escape": "\ue00c", "Tab": "\ue004", "ArrowUp": "\ue013"}


class Firefox:
    """A window. Each call is a command of WebDriver, and what comes back is its value."""

    def __init__(self, port: int) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port), 30)
        self._file = self._socket.makefile("rb")
        self._number = 0
        self._receive()  # it says who it is
        self("NewSession")

    def __call__(self, command: str, **parameters: Any) -> Any:
        """Raises RuntimeError with what Firefox says."""
        self._number += 1
        body = json.dumps([0, self._number, f"WebDriver:{command}", parameters]).encode()
        self._socket.sendall(b"%d:%b" % (len(body), body))
        _, _, error, result = self._receive()
        if error:
            raise RuntimeError(f"{command}: {error['error']}: {error['message']}")
        return result.get("value") if isinstance(result, dict) and set(result) == {"value"} else result

    def close(self) -> None:
        """End the connection."""
        self._file.close()
        self._socket.close()

    def run(self, script: str, *arguments: Any) -> Any:
        """What a script returns that sees the page; `widget` is the widget's shadow root."""
        head = "const widget = document.querySelector('footnote-chat')?.shadowRoot;"
        return self("ExecuteScript", script=head + script, args=list(arguments), sandbox=None)

    def wait(self, condition: str, seconds: float = 20.0) -> Any:
        """What a condition is once it is true."""
        ends = time.monotonic() + seconds
        while time.monotonic() < ends:
            if found := self.run(f"return {condition}"):
                return found
            time.sleep(0.05)
        raise AssertionError(f"{condition} is not true: {self.run('return widget?.textContent')}")

    def type(self, *keys: str) -> None:
        """Press keys, by their names or signs."""
        pressed = [KEYS.get(key, key) for key in keys]
        strokes = [{"type": kind, "value": key} for key in pressed for kind in ("keyDown", "keyUp")]
        self("PerformActions", actions=[{"type": "key", "id": "keyboard", "actions": strokes}])

    def _receive(self) -> Any:
        size = b""
        while (digit := self._file.read(1)) != b":":
            size += digit
        return json.loads(self._file.read(int(size)))


@contextmanager
def firefox(program: str, folder: Path, scheme: str = "light") -> Iterator[Firefox]:
    """A headless Firefox with a new profile in a folder."""
    (folder / "user.js").write_text(
        f'user_pref("layout.css.prefers-color-scheme.content-override", {int(scheme == "light")});\n'
        'user_pref("marionette.port", 0);\nuser_pref("datareporting.policy.dataSubmissionEnabled", false);\n'
    )
    process = subprocess.Popen(
        [program, "--headless", "--marionette", "--no-remote", "--profile", str(folder), "about:blank"],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        window = Firefox(_port(process, folder / "MarionetteActivePort"))
        yield window
        window.close()
    finally:
        process.kill()
        process.wait()


def _port(process: subprocess.Popen[bytes], file: Path) -> int:
    ends = time.monotonic() + START_SECONDS
    while process.poll() is None and time.monotonic() < ends:
        if file.exists() and (text := file.read_text()):
            return int(text)
        time.sleep(0.1)
    raise AssertionError("Firefox did not start")
