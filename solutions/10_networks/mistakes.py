"""What students get wrong in 10_networks."""

from pathlib import Path

from autograder.course import load_module
from autograder.mistakes import Mistake

KNOWN = {}
for part in ("table", "classics", "blocks", "words"):
    file = Path(__file__).with_name(f"mistakes_{part}.py")
    KNOWN |= load_module(file, f"solutions.10_networks.mistakes_{part}").KNOWN

MISTAKES = tuple(
    Mistake(f"{of}: {name}", of, *said) for of, known in KNOWN.items() for name, *said in known
)
