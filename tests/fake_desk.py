"""Test helper: a desk in this process."""

from __future__ import annotations

import json

from footnote.desks import DeskError, Hook, Incoming, Outgoing, RefusedHook, Ticket

SECRET = "known to the desk"  # noqa: S105


class FakeDesk:
    """A desk in this process. `down` says that it fails; its hooks are JSON objects of `Incoming`."""

    def __init__(self, *, answers_here: bool = True) -> None:
        self.answers_here = answers_here
        self.down = False
        self.got: list[Outgoing] = []

    def open(self, message: Outgoing) -> Ticket:
        self.add(message)
        return Ticket("17", "#17")

    def add(self, message: Outgoing) -> None:
        if self.down:
            raise DeskError("it is down")
        self.got.append(message)

    def read(self, hook: Hook) -> list[Incoming]:
        if hook.secret != SECRET:
            raise RefusedHook("the path does not end with the secret")
        return [Incoming(**json.loads(hook.body))]
