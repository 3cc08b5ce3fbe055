"""What is kept between calls: said in grading and at home, where a call repeated shows it."""

from __future__ import annotations

from autograder.answers import Call
from autograder.arguments import seeded

NAME = "kept_between_calls"
SAYS = (
    "asked once more it gives another answer: by chance, or by something that is left over from "
    "the calls before"
)
HINT = (
    "make every array anew in the function (np.zeros, not np.empty), keep nothing outside of it "
    "or in a default, draw chance from the seed"
)


def has_one_answer(call: Call) -> bool:
    """Tell whether a call should be answered alike every time, as chance without a seed isn't."""
    return call.measure is None and seeded(call.args, call.kwargs)
