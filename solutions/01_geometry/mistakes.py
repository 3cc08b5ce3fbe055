"""What students get wrong in 01_geometry: sizes and padding; counts are in a file of their own."""

from pathlib import Path

from autograder.course import load_module
from autograder.mistakes import Mistake

COUNTS = load_module(
    Path(__file__).with_name("mistakes_counts.py"), "solutions.01_geometry.mistakes_counts"
)
INT = COUNTS.INT
ROOM, STEPS, LEFT, POSITIONS = "    room =", "room // stride", "left_over == 0", "    positions ="
CEIL = "(size + stride - 1) // stride"
HALF, REST, TOTAL = "total // 2", "total - before", "max(0, reach - size)"

# Hints that several have.
BOTH_ENDS = "padding is added at both ends: size + 2 * padding"
REFUSE = "raise ValueError"
DOWN = "round down: cells that are left over belong to no window"
FORMULA = "(size + 2 * padding - kernel) // stride + 1"
ZERO = "the answer is True where the remainder is 0"
UP = "round up: -(-size // stride)"
SPLIT = "before is total // 2, after is the rest"
LAST = "total = (positions - 1) * stride + kernel - size, or 0 where that is negative"
WITH_PADDING = "compare the kernel with size + 2 * padding"

# What can be wrong, how, what it looks like, and what to do about it.
# fmt: off
STRIDES = (
    ("stride unchecked", {"stride < 1": "False"}, "a stride below 1 goes unnoticed", REFUSE),
    ("negative strides", {"stride < 1": "stride == 0"},
     "a negative stride goes unnoticed", REFUSE),
    ("stride 0", {"stride < 1": "stride < 0"},
     "stride 0 goes unnoticed, and dividing by it fails", REFUSE),
)
WINDOWS = (
    ("padding once", {"2 * padding": "padding"},
     "padding is added at one end only", BOTH_ENDS),
    ("padding ignored", {"size + 2 * padding": "size"}, "padding is ignored", BOTH_ENDS),
    ("padding left out of the formula", {"padded - kernel": "size - kernel"},
     "padding is left out of the formula", BOTH_ENDS),
    ("padding once in the formula", {"padded - kernel": "size + padding - kernel"},
     "padding is added at one end only", BOTH_ENDS),
    ("kernel against the bare size", {"kernel > padded": "kernel > size"},
     "a kernel larger than the image is refused, although the padding makes room for it",
     WITH_PADDING),
    ("kernel as large as the axis", {"kernel > padded": "kernel >= padded"},
     "a kernel as large as the padded axis is refused, although it has one position",
     "refuse it only where it is larger"),
    ("cut off towards 0", {"kernel > padded": "int((padded - kernel) / stride) + 1 < 1"},
     "a kernel that is a little too large for a stride of 2 or more goes unnoticed: int(-0.5) is 0",
     "compare the kernel with the padded axis, before you divide"),
    ("kernel unchecked", {"kernel > padded": "False"},
     "a kernel larger than the padded axis goes unnoticed", REFUSE),
    ("padding unchecked", {"padding < 0": "False"}, "negative padding goes unnoticed", REFUSE),
    ("stride at most 3", {ROOM: f"    stride = min(stride, 3)\n{ROOM}"},
     "windows never move by more than 3", "divide by the stride, whatever it is"),
    *STRIDES,
)
OUTPUT = (
    ("first window forgotten", {"steps + 1": "steps"},
     "the first window is not counted", "windows are one more than steps between them: + 1"),
    ("stride ignored", {STEPS: "room"}, "the stride is ignored", f"count {FORMULA}"),
    ("moved by the kernel", {STEPS: "room // kernel"},
     "windows move by the kernel in place of the stride", f"count {FORMULA}"),
    ("rounds up", {STEPS: "-(-room // stride)"},
     "a window that would hang over the end is counted", DOWN),
    ("rounds to the nearest", {STEPS: "round(room / stride)"},
     "round() goes up as well as down", DOWN),
    ("divides with /", {STEPS: "room / stride"},
     "/ gives fractions of windows, and always a float", "// rounds down and keeps ints"),
    ("float", {STEPS: "float(room // stride)"}, "the answer is a float", INT),
    ("kernel ignored", {"return steps + 1": "return padded // stride"},
     "the kernel is left out: size // stride", f"count {FORMULA}"),
    ("SAME", {"return steps + 1": "return -(-size // stride)"},
     "the answer is what SAME padding would give: the kernel and the padding are left out",
     f"count {FORMULA}"),
    ("1 added before dividing", {STEPS: "(room + 1) // stride", "steps + 1": "steps"},
     "1 is added before dividing by the stride", "divide first, then add 1"),
    ("1 added twice", {"padded - kernel": "padded - kernel + 1"},
     "1 is added before dividing, and once more after it", "add 1 once, after dividing"),
    ("padding not divided", {"padded - kernel": "size - kernel",
                             "steps + 1": "steps + 2 * padding + 1"},
     "padding is added after dividing by the stride", "add 2 * padding to the size, first of all"),
    ("odd kernels only", {"padded - kernel": "padded - 1 - 2 * (kernel // 2)"},
     "kernel // 2 cells are taken off at each end, which is right for odd kernels only",
     "take off the kernel, then add 1"),
    ("stride must divide", {ROOM: "    if (padded - kernel) % stride:\n"
                                  f"        raise ValueError\n{ROOM}"},
     "a stride that does not divide is refused", DOWN),
    ("a pair", {"return steps + 1": "return steps + 1, steps + 1"},
     "two numbers are returned, as if for rows and columns", "return one number, for one axis"),
    ("kept between calls", {"steps + 1": "steps + len(globals().setdefault('n', [])) + 1",
                            ROOM: f"    globals().setdefault('n', []).append(0)\n{ROOM}"},
     "it counts on from one call to the next", "start anew in every call"),
)
TILES = (
    ("kernel ignored", {"padded - kernel": "padded"},
     "the stride must divide the size itself: the kernel is left out",
     "the stride must divide size + 2 * padding - kernel"),
    ("a multiple of the kernel", {"room % stride": "padded % kernel"},
     "the kernel must divide the size", "the stride must divide size + 2 * padding - kernel"),
    ("overlaps refused", {LEFT: "left_over == 0 and (stride == kernel or room == 0)"},
     "windows that overlap are not accepted", "only what is left over at the end matters"),
    ("as long as the stride", {LEFT: "(room // stride + 1) * stride == padded"},
     "every window is taken to be as long as the stride",
     "the stride must divide size + 2 * padding - kernel"),
    ("remainder", {LEFT: "left_over"}, "the remainder itself is returned", ZERO),
    ("turned round", {LEFT: "left_over != 0"}, "True and False are swapped", ZERO),
    ("1 added", {"padded - kernel": "padded - kernel + 1"},
     "1 is added before the remainder is taken", "take the remainder of padded - kernel"),
    ("always True", {LEFT: "True"}, "the answer is always True", "is a cell left over?"),
    ("never whole", {LEFT: "isinstance(room / stride, int)"},
     "the quotient's type is asked, and / always gives a float", "ask for the remainder, by %"),
    ("a number", {LEFT: "int(left_over == 0)"},
     "the answer is 1 or 0", "return the comparison itself: it is True or False"),
    ("refused", {f"return {LEFT}": "if left_over:\n        raise ValueError\n    return True"},
     "ValueError is raised where the answer is False", "return False"),
    ("nothing returned", {f"return {LEFT}": LEFT}, "nothing is returned", "end with return"),
)
SAME = (
    ("k // 2 on each side", {HALF: "kernel // 2", REST: "before"},
     "kernel // 2 is added on each side, which is right for odd kernels at stride 1 only", LAST),
    ("(k - 1) // 2 on each side", {HALF: "(kernel - 1) // 2", REST: "before"},
     "(kernel - 1) // 2 is added on each side, which is right for odd kernels at stride 1 only",
     LAST),
    ("odd cell before", {HALF: "(total + 1) // 2"},
     "an odd cell goes before in place of after", SPLIT),
    ("odd cell lost", {REST: "before"}, "an odd cell is lost", SPLIT),
    ("odd cell twice", {HALF: "(total + 1) // 2", REST: "before"},
     "an odd cell is added on both sides", SPLIT),
    ("all after", {HALF: "0"}, "all cells go after", SPLIT),
    ("all before", {HALF: "total"}, "all cells go before", SPLIT),
    ("stride ignored", {POSITIONS: f"    stride = 1\n{POSITIONS}"},
     "the stride is ignored", "there are ceil(size / stride) windows, every stride cells"),
    ("stride at most 3", {POSITIONS: f"    stride = min(stride, 3)\n{POSITIONS}"},
     "windows never move by more than 3", "there are ceil(size / stride) windows"),
    ("as many windows as cells", {CEIL: "size"},
     "the output is to be as large as the input, whatever the stride",
     "SAME means ceil(size / stride) windows"),
    ("rounds down", {CEIL: "size // stride"},
     "size / stride is rounded down", UP),
    ("always one more", {CEIL: "size // stride + 1"},
     "size // stride + 1 windows are counted, one too many where the stride divides", UP),
    ("negative", {TOTAL: "reach - size"},
     "a negative number of cells is returned where there are more than needed", LAST),
    ("absolute value", {TOTAL: "abs(reach - size)"},
     "abs() makes cells that are too many into cells that are missing", LAST),
    ("kernel - stride", {"reach - size": "kernel - stride"},
     "kernel - stride cells are added, which is right where the stride divides the size", LAST),
    ("divides with /", {HALF: "total / 2"},
     "an odd number is halved to fractions of cells", SPLIT),
    ("float", {HALF: "float(total // 2)"}, "the answers are floats", INT),
    ("one number", {"return before, after": "return total"},
     "one number is returned in place of two", "return before, after"),
    ("large kernels refused", {POSITIONS: f"    if kernel > size:\n        raise ValueError\n"
                                          f"{POSITIONS}"},
     "a kernel larger than the axis is refused, although padding makes room for it",
     "refuse nothing but a stride below 1"),
    *STRIDES,
)
KNOWN = {"output_size": (*OUTPUT, *WINDOWS), "tiles_exactly": (*TILES, *WINDOWS),
         "same_padding": SAME, **COUNTS.KNOWN}
# fmt: on
MISTAKES = tuple(
    Mistake(f"{of}: {name}", of, *said) for of, known in KNOWN.items() for name, *said in known
)
