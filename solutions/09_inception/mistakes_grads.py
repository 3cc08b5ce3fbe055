"""What students get wrong in inception_module_backward about the forward and about grads."""

from pathlib import Path

from autograder.course import load_module

BACK = load_module(
    Path(__file__).with_name("mistakes_backward.py"), "solutions.09_inception.mistakes_backward"
)
CONVOLUTIONS, SENT, RETURN, RANDOM = BACK.CONVOLUTIONS, BACK.SENT, BACK.RETURN, BACK.RANDOM

# Hints that several have.
EACH, LIKE, OWN, DTYPE, ZEROS = BACK.EACH, BACK.LIKE, BACK.OWN, BACK.DTYPE, BACK.ZEROS
FIRST = "conv2d_backward wants what went into that convolution"
SUMS = "the gradient of sum(dy * y) is a sum over the batch: divide by nothing"
SHAPES = "each gradient has the shape of what it belongs to"
KEYS = "the keys of grads are those of params"


def end(change):
    """Return the patch that changes something just before the gradients are returned."""
    return {RETURN: f"    {change}\n{RETURN}"}


# What can be wrong, how, what it looks like, and what to do about it.
# fmt: off
FORWARD = (
    ("relu forgotten on the way in to the 3×3", {"np.maximum(z3r, 0)": "z3r"},
     "the forward is done again without the relu between the 1×1 and the 3×3", FIRST),
    ("relu forgotten on the way in to the 5×5", {"np.maximum(z5r, 0)": "z5r"},
     "the forward is done again without the relu between the 1×1 and the 5×5", FIRST),
    ("reductions without bias", {
         "conv2d(x, w3r, b3r)": "conv2d(x, w3r, 0 * b3r)",
         "conv2d(x, w5r, b5r)": "conv2d(x, w5r, 0 * b5r)"},
     "the forward is done again without the reductions' biases", "use all biases there"),
    ("no biases", {
         f"conv2d({x}, w{of}, b{of}": f"conv2d({x}, w{of}, 0 * b{of}" for of, x in
         CONVOLUTIONS.items()},
     "the forward is done again without biases, which makes other masks", "use all biases there"),
    ("w3 learns from before the relu", {SENT["3"]: SENT["3"].replace("a3r, w3", "z3r, w3")},
     "the 3×3's gradient is worked out from what its relu got, not from what it gave", FIRST),
    ("wp learns from x", {SENT["p"]: SENT["p"].replace("pooled, wp", "x, wp")},
     "the pool branch's 1×1 gets x in place of what the pool gave", FIRST),
    ("5×5 branch with w3r", {SENT["5r"]: SENT["5r"].replace("w5r)", "w3r)")},
     "dx of the 5×5 branch comes through w3r", LIKE),
    ("filters turned round", {
         SENT["3"]: SENT["3"].replace("a3r, w3", "a3r, w3[..., ::-1, ::-1]"),
         SENT["5"]: SENT["5"].replace("a5r, w5", "a5r, w5[..., ::-1, ::-1]")},
     "what goes back through the 3×3 and 5×5 uses the filters turned round",
     "conv2d_backward takes the filters as they are"),
    ("past the 3×3", {SENT["3"]: SENT["3"] + "\n    da3r = np.repeat(dz3[:, :1], len(w3r), 1)"},
     "the 3×3's reduction gets the branch's gradient without going back through the 3×3",
     "dx of the 3×3 is what comes down to the reduction's relu"),
)
GRADS = (
    ("order", {RETURN: "    return grads, dx"}, "grads comes before dx", "return dx, grads"),
    ("grads alone", {RETURN: "    return grads"}, "dx is not returned", "return dx, grads"),
    ("dx in grads", {RETURN: '    return grads | {"dx": dx}'},
     "dx is put into the dict", "return dx, grads"),
    ("keys with a d", {RETURN: '    return dx, {f"d{key}": grads[key] for key in grads}'},
     "the keys are dw1, db1, …", KEYS),
    ("biases left out", {RETURN: '    return dx, {k: v for k, v in grads.items() if k[0] == "w"}'},
     "the biases have no gradients", KEYS),
    ("x among the gradients", end('grads["x"] = dx'), "grads holds dx as well", KEYS),
    ("w3 and w3r swapped", end('grads["w3"], grads["w3r"] = grads["w3r"], grads["w3"]'),
     "the gradients of w3 and w3r are swapped", KEYS),
    ("b3 and b3r swapped", end('grads["b3"], grads["b3r"] = grads["b3r"], grads["b3"]'),
     "the gradients of b3 and b3r are swapped", KEYS),
    ("1×1 filters without their last axes", end(
         'grads |= {k: grads[k][:, :, 0, 0] for k in ("w1", "w3r", "w5r", "wp")}'),
     "gradients of the 1×1 filters are (F, C)", SHAPES),
    ("biases as columns", end('grads |= {k: v[:, None] for k, v in grads.items() if k[0] == "b"}'),
     "gradients of the biases are (F, 1)", SHAPES),
    ("biases with axes kept", end(
         'grads |= {k: v[None, :, None, None] for k, v in grads.items() if k[0] == "b"}'),
     "gradients of the biases are (1, F, 1, 1)", SHAPES),
    ("biases before the mask", end(
         'grads |= {"b1": da1.sum((0, 2, 3)), "b3": da3.sum((0, 2, 3)), "b5": da5.sum((0, 2, 3)), '
         '"bp": dap.sum((0, 2, 3))}'),
     "the biases' gradients are added up from dy before the masks", EACH),
    ("biases are means", end(
         'grads |= {k: v / len(x) for k, v in grads.items() if k[0] == "b"}'),
     "the biases' gradients are divided by the number of samples", SUMS),
    ("filters are means", end(
         'grads |= {k: v / len(x) for k, v in grads.items() if k[0] == "w"}'),
     "the filters' gradients are divided by the number of samples", SUMS),
    ("all are means", end("grads = {k: v / len(x) for k, v in grads.items()}"),
     "filters' and biases' gradients are divided by the number of samples", SUMS),
    ("dx is a mean", end("dx = dx / len(x)"),
     "dx is divided by the number of samples", SUMS),
    ("last sample only", end("dx[:-1] = 0"), "only the last sample's dx is there",
     "fill dx for the whole batch"),
    ("reductions left out", end(
         'grads |= {k: 0 * grads[k] for k in ("w3r", "b3r", "w5r", "b5r")}'),
     "the reductions' gradients are never filled in", "go back through the 1×1 reductions too"),
    ("bp left out", end('grads["bp"] = 0 * dbp'), "bp's gradient is never filled in",
     "every bias has a gradient"),
    ("random start", end(f"dx = dx + {RANDOM}(dx.shape)"),
     "dx starts from whatever was in memory, another answer on every call", ZEROS),
    ("kept between calls", {
         RETURN: "    kept = inception_module_backward.__dict__.setdefault('kept', {})\n"
                 "    for key in list(grads):\n        place = key, grads[key].shape\n        "
                 "grads[key] = kept[place] = kept.get(place, 0) + grads[key]\n" + RETURN},
     "what earlier calls found is added to the gradients", ZEROS),
    ("float32", end("dx = dx.astype(np.float32); grads = {k: v.astype(np.float32) for k, v in "
                    "grads.items()}"),
     "the gradients are rounded to float32", DTYPE),
    ("gradients into params", end("params.update(grads)"),
     "the caller's params are changed", "put the gradients into a dict of your own"),
)
MISTAKES = (*BACK.MISTAKES, *FORWARD, *GRADS)
# fmt: on
