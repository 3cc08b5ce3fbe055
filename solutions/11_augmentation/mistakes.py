"""What students get wrong in 11_augmentation."""

from pathlib import Path

from autograder.course import load_module
from autograder.mistakes import Mistake

RANDOM = load_module(
    Path(__file__).with_name("mistakes_random.py"), "solutions.11_augmentation.mistakes_random"
)

LIGHT = load_module(
    Path(__file__).with_name("mistakes_light.py"), "solutions.11_augmentation.mistakes_light"
)

# Hints that several have.
OWN, DTYPE, ANEW = RANDOM.OWN, RANDOM.DTYPE, RANDOM.ANEW
MIRROR = "only the last axis is turned round: column w goes to column W - 1 - w"
SAME_SHAPE = "the shape stays (N, C, H, W)"
ZEROS = "what comes in from outside is 0"
DOWN = "down moves rows to larger numbers, right moves columns to larger numbers"
SIZES = "rows are counted by H, columns by W"
COUNTER = "counterclockwise: the last column becomes the first row"
AROUND = "four quarter turns change nothing: turns % 4 are left"

# What can be wrong, how, what it looks like, and what to do about it.
# fmt: off
LOOK = "y[:, :, h, w] = x[:, :, h, W - 1 - w]"
FLIP = (
    ("rows", {LOOK: "y[:, :, h, w] = x[:, :, H - 1 - h, w]"}, "up and down are swapped", MIRROR),
    ("both axes", {LOOK: "y[:, :, h, w] = x[:, :, H - 1 - h, W - 1 - w]"},
     "rows are turned round too: that is half a turn", MIRROR),
    ("channels", {LOOK: "y[:, :, h, w] = x[:, ::-1, h, W - 1 - w]"},
     "the channels are turned round too", MIRROR),
    ("images", {LOOK: "y[:, :, h, w] = x[::-1, :, h, W - 1 - w]"},
     "the order of the images is turned round too", MIRROR),
    ("one column off", {"W - 1 - w]": "W - 2 - w]"},
     "the columns are off by one", "the last column is number W - 1"),
    ("height for width", {"W - 1 - w]": "(H - 1 - w) % W]"},
     "columns are counted by the height", SIZES),
    ("first image only", {LOOK: "y[:1, :, h, w] = x[:1, :, h, W - 1 - w]"},
     "only the first image is there", "index the batch with ':'"),
    ("nothing flipped", {"W - 1 - w]": "w]"}, "nothing is flipped", MIRROR),
    ("half", {"range(W)": "range(W // 2)"}, "only the left half is there",
     "go through all columns; or did you overwrite what you still needed?"),
    ("flipped in place", {"y = np.zeros(x.shape)": "y = x", LOOK: LOOK + ".copy()"},
     "columns are overwritten that are still needed", OWN),
    ("caller flipped", {"    return y": "    x[...] = y\n    return y"},
     "the caller's pictures are changed too", OWN),
    ("transposed", {"    return y": "    return y.transpose(0, 1, 3, 2)"},
     "rows and columns are swapped", SAME_SHAPE),
    ("squeezed", {"    return y": "    return y.squeeze()"}, "an axis is missing", SAME_SHAPE),
    ("list", {"    return y": "    return list(y)"}, "a list is returned", "return one array"),
    ("nothing returned", {"    return y": "    y"}, "nothing is returned", "end with return"),
    ("kept between calls", {"    return y": "    return globals().setdefault(('f', x.shape), y)"},
     "the first answer for each shape is given again", ANEW),
    ("float32", {"    return y": "    return y.astype(np.float32)"},
     "pixels are rounded to float32", DTYPE),
)
INSIDE, MOVED = "if 0 <= i < H and 0 <= j < W:", "y[:, :, h, w] = x[:, :, i, j]"
SHIFT = (
    ("comes in again", {INSIDE: "if True:", "h - down": "(h - down) % H",
                        "w - right": "(w - right) % W"},
     "what leaves on one side comes in on the other: np.roll does that", ZEROS),
    ("edge repeated", {INSIDE: "if True:", "h - down": "min(max(h - down, 0), H - 1)",
                       "w - right": "min(max(w - right, 0), W - 1)"},
     "the edge is repeated where zeros come in", ZEROS),
    ("up and left", {"h - down": "h + down", "w - right": "w + right"},
     "everything moves the other way", DOWN),
    ("up", {"h - down": "h + down"}, "rows move the other way", DOWN),
    ("left", {"w - right": "w + right"}, "columns move the other way", DOWN),
    ("swapped", {"h - down": "h - right", "w - right": "w - down"},
     "down and right are swapped", DOWN),
    ("down ignored", {"h - down": "h"}, "down is ignored", DOWN),
    ("right ignored", {"w - right": "w"}, "right is ignored", DOWN),
    ("no way back", {INSIDE: "if i >= 0 and j >= 0 and i < H and j < W and down >= 0 "
                             "and right >= 0:"},
     "nothing is left where down or right is negative", "up and left are down and right below 0"),
    ("stays", {"    return y": "    y[y == 0] = x[y == 0]\n    return y"},
     "where zeros come in, the old pixels stay", ZEROS),
    ("wraps at the top", {INSIDE: "if -H <= i < H and -W <= j < W:"},
     "a negative index counts from the end: what leaves at one side comes in at the other", ZEROS),
    ("stops at the edge", {INSIDE: "if 0 <= i < H - 1 and 0 <= j < W - 1 or down <= 0 and "
                                   "right <= 0 and 0 <= i < H and 0 <= j < W:"},
     "the last row and column are lost", "i runs up to H - 1, j up to W - 1"),
    ("square only", {"j < W": "j < H"}, "columns are compared with the height", SIZES),
    ("first channel only", {MOVED: "y[:, 0, h, w] = x[:, 0, i, j]"},
     "only the first channel moves", "index channels with ':'"),
    ("first image only", {MOVED: "y[0, :, h, w] = x[0, :, i, j]"},
     "only the first image moves", "index the batch with ':'"),
    ("further for each image", {MOVED: "y[0, :, h, w] = x[0, :, i, j]\n"
                                       "            for n in range(1, len(x)):\n"
                                       "                if 0 <= i - down < H and 0 <= j < W:\n"
                                       "                    y[n, :, h, w] = x[n, :, i - down, j]"},
     "later images move further down", "each image moves by the same"),
    ("the rest too far", {"h - down": "(h - down if abs(down) < H else h)",
                          "w - right": "(w - right if abs(right) < W else w)"},
     "nothing moves when it would leave the picture", "what is out of sight leaves zeros"),
    ("shift 0 is empty", {"    return y": "    return y if down and right else y * 0"},
     "nothing is left where down or right is 0: x[-0:] and x[:-0] are traps",
     "write slices with their start and end worked out: H - down in place of -down"),
    ("larger", {"    return y": "    return np.pad(y, ((0, 0), (0, 0), (0, abs(down)), "
                                "(0, abs(right))))"},
     "the picture grows", SAME_SHAPE),
    ("mean comes in", {"np.zeros(x.shape)": "np.full(x.shape, x.mean())"},
     "the mean comes in from outside", ZEROS),
    ("caller's picture", {"    return y": "    x[...] = y\n    return y"},
     "the caller's pictures are changed too", OWN),
    ("same array", {"    return y": "    y = x if down == right == 0 else y\n    y += 0.0 * y\n"
                                    "    x[..., 0] = 0 * x[..., 0]\n    return y"},
     "the caller's pictures are changed too", OWN),
    ("kept between calls", {"    return y":
                            "    return globals().setdefault((x.shape, down, right), y)"},
     "the first answer for each shape is given again", ANEW),
    ("float32", {"    return y": "    return y.astype(np.float32)"},
     "pixels are rounded to float32", DTYPE),
)
ONCE, PLACE = "range(turns % 4)", "y[:, :, W - 1 - w, h] = x[:, :, h, w]"
CLOCKWISE = "y[:, :, w, H - 1 - h] = x[:, :, h, w]"
TURN = (
    ("clockwise", {PLACE: CLOCKWISE}, "pictures turn clockwise", COUNTER),
    ("transposed", {PLACE: "y[:, :, w, h] = x[:, :, h, w]"},
     "rows and columns are swapped: that mirrors the picture", COUNTER),
    ("other diagonal", {PLACE: "y[:, :, W - 1 - w, H - 1 - h] = x[:, :, h, w]"},
     "rows and columns are swapped and turned round: that mirrors the picture", COUNTER),
    ("once only", {ONCE: "range(min(turns % 4, 1))"}, "pictures turn once at most", AROUND),
    ("always once", {ONCE: "range(1)"}, "turns is ignored", AROUND),
    ("not backwards", {ONCE: "range(max(turns, 0) % 4)"},
     "a negative number of turns changes nothing", AROUND),
    ("backwards is forwards", {ONCE: "range(abs(turns) % 4)"},
     "a negative number of turns turns forwards", "-1 is as good as 3"),
    ("not far backwards", {ONCE: "range(turns % 4 if turns > -8 else 0)"},
     "many turns backwards change nothing", AROUND),
    ("from 1 to 3", {ONCE: "range(turns if turns in (1, 2, 3) else 0)"},
     "only 1, 2 and 3 turns work", AROUND),
    ("half turns", {ONCE: "range(2 * turns % 4)"}, "one turn is a half turn", COUNTER),
    ("mod 3", {ONCE: "range(turns % 3)"}, "three turns bring it back", AROUND),
    ("channels too", {"    return y": "    return y[:, ::-1]"},
     "the channels are turned round too", "turn axes 2 and 3 only"),
    ("batch and channels", {"y = x.copy()": "y = np.rot90(x, turns)", ONCE: "range(0)"},
     "np.rot90 turns the first two axes: images and channels", "say axes=(2, 3)"),
    ("square only", {"(N, C, W, H)": "(N, C, max(H, W), max(H, W))",
                     "    return y": "    return y[:, :, :H, :W] if turns % 4 and H != W else y"},
     "pictures that are not square are cut", "an odd number of turns swaps height and width"),
    ("first image only", {PLACE: "y[0, :, W - 1 - w, h] = x[0, :, h, w]"},
     "only the first image is there", "index the batch with ':'"),
    ("nothing returned", {"    return y": "    y"}, "nothing is returned", "end with return"),
    ("caller's picture", {"y = x.copy()": "y = x.copy()\n    x[...] = 0"},
     "the caller's pictures are changed too", OWN),
    ("kept between calls", {"    return y":
                            "    return globals().setdefault(('r', y.shape, turns), y)"},
     "the first answer for each shape is given again", ANEW),
    ("float32", {"    return y": "    return y.astype(np.float32)"},
     "pixels are rounded to float32", DTYPE),
)
KNOWN = {"flip_horizontal": FLIP, "shift": SHIFT, "adjust_brightness": LIGHT.BRIGHTNESS,
         "adjust_contrast": LIGHT.CONTRAST, "rotate90": TURN, "resize_nearest": RANDOM.RESIZE,
         "random_crop": RANDOM.CROP}
# fmt: on
MISTAKES = tuple(
    Mistake(f"{of}: {name}", of, *said) for of, known in KNOWN.items() for name, *said in known
)
