"""Walls to attack: each tier, as root and as an ordinary user, also where namespaces are denied."""

from __future__ import annotations

import contextlib
import os
import subprocess
import textwrap
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from threading import Timer
from typing import Any

import msgspec
import pytest

from autograder.sandbox import landlock
from tests.attacks.installations import OWN, UID, Installation, copied, readable_python

# Deadlines short enough to wait for; the wall clock leaves room for a machine under load.
CPU_SECONDS, WALL_SECONDS = 0.2, 4.0
# For attacks that end by themselves.
PATIENT = 60.0
# A grader that takes longer for one attack has lost.
PATIENCE = 120.0
NAMESPACES = ["unshare", "--user", "--map-root-user", "--mount", "--net", "--pid", "--fork", "true"]


Found = dict[str, Any]


@dataclass(frozen=True)
class Place:
    """Who grades, at which tier, and what is denied there."""

    root: bool
    tier: str
    denied: str = ""

    def __str__(self) -> str:
        who = "root" if self.root else "ordinary"
        return "-".join(filter(None, (who, self.tier, self.denied and f"in_{self.denied}")))


STRONG = tuple(
    Place(root, tier, denied)
    for root in (True, False)
    for tier, denied in (("ns", ""), ("ll", ""), ("ll", "docker"))
)
# Without Landlock; needs root, for a user of its own.
EVERY = (*STRONG, Place(root=True, tier="seccomp"))


@dataclass
class Wall:
    """A running grader. Called, it opens a submission with this text and makes a call."""

    place: Place
    process: subprocess.Popen[str]

    def __call__(self, text: str, *args: Any, **options: Any) -> Found:
        """Return what came of it: `kind` of answer, the `answer` itself, the `output`."""
        self.begin(text, *args, **options)
        return self.end()

    def begin(self, text: str, *args: Any, function: str = "run", cpu: float = CPU_SECONDS) -> None:
        """Start an attack; `end` must follow."""
        assert self.process.stdin is not None
        text = textwrap.dedent(text)
        request = {"text": text, "function": function, "args": args, "cpu": cpu}
        self.process.stdin.write(msgspec.json.encode(request).decode() + "\n")
        self.process.stdin.flush()

    def end(self) -> Found:
        """Return what came of the attack that was begun."""
        assert self.process.stdout is not None
        watch = Timer(PATIENCE, self.process.kill)
        watch.start()
        try:
            found: Found = msgspec.json.decode(self.process.stdout.readline())
        finally:
            watch.cancel()
        return found


@dataclass
class Walls:
    """All graders of a test run, each started when it is first attacked."""

    home: Path
    running: dict[Place, Wall] = field(default_factory=dict)
    absent: dict[Place, str] = field(default_factory=dict)

    def at(self, place: Place) -> Wall:
        """Return the grader at this place; skip, loudly, where there can't be one."""
        if place in self.absent:
            pytest.skip(self.absent[place])
        if place not in self.running:
            self.running[place] = self._started(place)
        return self.running[place]

    def every(self, places: Iterable[Place]) -> list[Wall]:
        """Return the graders at all of these places that there are; skip where there is none."""
        found = []
        for place in places:
            with contextlib.suppress(pytest.skip.Exception):
                found.append(self.at(place))
        return found or pytest.skip("THE WALL IS NOT TESTED: none works here")

    def command(self, place: Place) -> tuple[list[str], Installation]:
        """Return how to start Python at a place; skip, loudly, where it can't be done."""
        am_root = os.geteuid() == 0
        if place.root and not am_root:
            pytest.skip("THE WALL IS NOT TESTED for a grader that is root: run the tests as root")
        kit = OWN if place.root or not am_root else self.readable
        user = f"user={UID}" if am_root and not place.root else ""
        return kit.command(user, place.denied), kit

    @cached_property
    def readable(self) -> Installation:
        """An installation that ordinary users can read."""
        python = readable_python()
        if not python:
            pytest.skip(
                "THE WALL IS NOT TESTED for an ordinary user: no Python of this version that "
                "everybody can read (Debian: apt install python3)"
            )
        return copied(self.home, python)

    def close(self) -> None:
        """End all graders."""
        for wall in self.running.values():
            wall.process.communicate()

    def _started(self, place: Place) -> Wall:
        python, kit = self.command(place)
        arguments = ["-m", "tests.attacks.grader", place.tier, str(WALL_SECONDS)]
        process = subprocess.Popen(
            [*python, *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            cwd=kit.root,
            env=kit.environment,
        )
        assert process.stdout is not None
        if process.stdout.readline() != "ready\n":
            lines = process.communicate()[1].splitlines()
            said = next((line for line in lines if "the sandbox doesn't work" in line), str(lines))
            if not self.lacks(place):
                pytest.fail(f"no wall as {place}: {said}")
            self.absent[place] = f"THE WALL IS NOT TESTED as {place}: {said}"
            pytest.skip(self.absent[place])
        return Wall(place, process)

    def lacks(self, place: Place) -> bool:
        """Say, by other means than ours, whether this machine lacks what a tier needs."""
        try:
            landlock.version()
        except (OSError, KeyError):
            return True
        python, kit = self.command(Place(place.root, place.tier))
        trial = [*python[:-1], *NAMESPACES]
        done = subprocess.run(trial, check=False, cwd=kit.root, env=kit.environment)
        return place.tier == "ns" and done.returncode != 0
