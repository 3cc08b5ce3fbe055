"""Feedback is small, names what is known, and names nothing else."""

import pytest

from autograder.checks import Case
from autograder.exam.diagnose import Diagnostics
from autograder.exam.mark import Marker
from autograder.exam.pattern import FACTORS, factor, holds
from autograder.exam.shrink import can_shrink, shrink
from autograder.in_process import asker
from autograder.mistakes import catalogue, plain_loops

LOOP = "np.sum(window * w[f]) + b[f]"


@pytest.fixture(scope="module")
def conv(course, conv_exam, mark):
    """Return a function that sits and marks a plain-loops answer with some lines changed."""
    loops = plain_loops(course.find("04_conv"))

    def sit(*changes):
        source = loops
        for old, new in changes:
            assert source.count(old) == 1, old
            source = source.replace(old, new)
        names = {"__name__": "conv"}
        exec(compile(source, "conv.py", "exec"), names)
        ask = asker(names, "conv.py")
        answers = {f: [ask(q) for q in qs] for f, qs in conv_exam.questions.items()}
        return answers, mark(conv_exam, answers, ask), ask

    return sit


def failed(verdicts):
    return [v for v in verdicts if v.failures]


def of_conv2d(verdicts):
    return [v for v in verdicts if v.check.function == "conv2d"]


def cells(failure):
    return sum(arg.size for arg in failure.call.args if hasattr(arg, "size"))


def test_a_drawn_failure_shrinks_to_something_that_fits_on_a_line(conv, conv_exam):
    _, verdicts, ask = conv(("dw[f] += window", "dw[f] += (1 + (stride == 3) * (C > 1)) * window"))
    (verdict,) = [v for v in failed(verdicts) if can_shrink(v.check, v)]
    smallest = shrink(conv_exam, verdict.check, ask)
    assert smallest.call.kwargs["stride"] == 3
    assert cells(smallest) < cells(verdict.failures[0])
    assert cells(smallest) <= min(map(cells, verdict.failures))


def test_shrinking_twice_gives_the_same_case(conv, conv_exam):
    _, verdicts, ask = conv(("dw[f] += window", "dw[f] += (1 + (stride == 3)) * window"))
    (verdict,) = [v for v in failed(verdicts) if can_shrink(v.check, v)]
    calls = [shrink(conv_exam, verdict.check, ask).call for _ in range(2)]
    assert calls[0].kwargs == calls[1].kwargs
    assert [a.shape for a in calls[0].args] == [a.shape for a in calls[1].args]


def test_a_failure_that_does_not_come_back_is_none_and_no_error(conv, conv_exam):
    _, verdicts, _ = conv(("dw[f] += window", "dw[f] += (1 + (stride == 3)) * window"))
    (verdict,) = [v for v in failed(verdicts) if can_shrink(v.check, v)]
    assert shrink(conv_exam, verdict.check, conv_exam.ask_reference) is None


@pytest.mark.parametrize(
    ("factor_of", "words"),
    [
        ("(stride > 1)", "stride is more than 1"),
        ("(padding == 0)", "padding is 0"),
        ("(padding > 0)", "padding is not 0"),
    ],
)
def test_the_factor_that_makes_the_difference_is_said(conv, factor_of, words):
    _, verdicts, _ = conv((LOOP, f"{LOOP} + {factor_of}"))
    found = factor(of_conv2d(verdicts))
    assert found is not None
    assert found[0] == words


@pytest.mark.parametrize(
    "wrong",
    [
        f"{LOOP} + 1",
        "np.sum(window * w[f][:, ::-1]) + b[f]",
        "np.sum(window * w[f][:, :, ::-1]) + b[f]",
        "np.sum(window[:1] * w[f][:1]) + b[f] * (1 + (stride > 1))",
    ],
    ids=["everywhere", "flipped rows", "flipped columns", "two at once"],
)
def test_no_factor_is_said_where_none_is_the_reason(conv, wrong):
    _, verdicts, _ = conv((LOOP, wrong))
    assert factor(of_conv2d(verdicts)) is None


def test_a_factor_that_does_not_apply_to_a_case_breaks_nothing():
    case = Case({"x": (1, 1, 4, 4)}, {"stride": (1, 2), "padding": "same", "kernel": 2}, (1,))
    assert not any(holds(one, case) for one in FACTORS[:3])
    assert not any(holds(one, None) for one in FACTORS)


@pytest.mark.parametrize("name", ["03_padding", "04_conv", "05_pooling"])
def test_a_known_mistake_is_named_as_itself_and_a_right_answer_not_at_all(
    course, exam_of, mark, name
):
    assignment = course.find(name)
    exam, loops = exam_of(name), plain_loops(assignment)
    diagnostics = Diagnostics(exam, Marker(exam))
    assert (
        diagnostics.name(next(iter(exam.questions)), exam.right, mark(exam, exam.right, None)) == {}
    )
    unnamed = []
    for mistake in catalogue(assignment):
        names = {"__name__": "answer"}
        exec(compile(mistake.apply(loops), "answer.py", "exec"), names)
        ask = asker(names, assignment.file)
        answers = {mistake.of: [ask(call) for call in exam.questions[mistake.of]]}
        verdicts = [v for v in mark(exam, answers, ask) if v.check.function == mistake.of]
        found = {d.name for d in diagnostics.name(mistake.of, answers, verdicts).values()}
        assert found <= {mistake.name}
        unnamed += [mistake.name] if not found else []
    # What answers differently every time can't be recognised by its answers.
    changing = ("random start", "random frame", "kept between calls", "from random")
    assert [name for name in unnamed if not name.endswith(changing)] == []


def test_two_mistakes_at_once_are_not_given_the_name_of_one(conv, conv_exam):
    answers, verdicts, _ = conv((LOOP, "np.sum(window * w[f] + b[f]) + 0.5"))
    assert Diagnostics(conv_exam, Marker(conv_exam)).name("conv2d", answers, verdicts) == {}
