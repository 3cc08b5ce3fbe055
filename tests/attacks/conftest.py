"""What attacks share: the walls, and two ways to attack all of them."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from tempfile import mkdtemp

import pytest

from tests.attacks.walls import EVERY, STRONG, Wall, Walls


@pytest.fixture(scope="session")
def walls() -> Iterator[Walls]:
    """Give the walls of this test run; what ordinary users read lies where they can enter."""
    home = Path(mkdtemp(prefix="autograder-attacks-"))
    home.chmod(0o755)
    made = Walls(home)
    yield made
    made.close()
    shutil.rmtree(home)


@pytest.fixture(params=STRONG, ids=str)
def behind(walls: Walls, request: pytest.FixtureRequest) -> Wall:
    """Attack each wall that may be taken by default: `behind(text, *args)`."""
    return walls.at(request.param)


@pytest.fixture(params=EVERY, ids=str)
def behind_any(walls: Walls, request: pytest.FixtureRequest) -> Wall:
    """Attack each wall, those without Landlock as well."""
    return walls.at(request.param)
