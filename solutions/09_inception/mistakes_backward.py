"""What students get wrong in inception_module_backward."""

CONVOLUTIONS = {"1": "x", "3r": "x", "3": "a3r", "5r": "x", "5": "a5r", "p": "pooled"}
ABOVE = {"1": "da1", "3r": "da3r", "3": "da3", "5r": "da5r", "5": "da5", "p": "dap"}
BELOW = {"1": "dx1", "3r": "dx3", "3": "da3r", "5r": "dx5", "5": "da5r", "p": "dpooled"}
PAD = {"3": ", padding=1", "5": ", padding=2"}
MASKED = {of: f"dz{of} = {above} * (z{of} > 0)" for of, above in ABOVE.items()}
SENT = {
    of: f"{BELOW[of]}, dw{of}, db{of} = conv2d_backward(dz{of}, {x}, w{of}{PAD.get(of, '')})"
    for of, x in CONVOLUTIONS.items()
}
SPLIT = "da1, da3, da5, dap = dy[:, :at3], dy[:, at3:at5], dy[:, at5:atp], dy[:, atp:]"
FRAME, CROP = "constant_values=-np.inf", "dxp = dframed[:, :, 1 : 1 + H, 1 : 1 + W]"
UNPOOL = "dframed = max_pool2d_backward(dpooled, framed, kernel=(3, 3), stride=1)"
DX, RETURN = "dx = dx1 + dx3 + dx5 + dxp", "    return dx, grads"

# Hints that several have.
EACH = "every relu lets through only where the convolution before it gave more than 0"
OWN_Z = "the mask of a relu is made from what went into that relu"
FOUR = "x goes into four branches: add up what comes back from all of them"
PARTS = "dy has the parts of the 1×1, 3×3, 5×5 and pool branches, in this order"
FIRST = "conv2d_backward wants what went into that convolution"
FRAMES = "the frame round x gets a gradient too, which belongs to no pixel: take the middle"
WINNER = "in the backward the frame must be -inf as in the forward"
SUMS = "the gradient of sum(dy * y) is a sum over the batch: divide by nothing"
SHAPES = "each gradient has the shape of what it belongs to"
KEYS = "the keys of grads are those of params"
OWN = "work on a copy"
DTYPE = "leave dtype out: numpy's own float64 is right"
ZEROS = "start from np.zeros, on every call"
LIKE = "look at the line that it was copied from"

# Other numbers on every call, the same for whoever makes fingerprints.
RANDOM = "globals().setdefault('rng', np.random.default_rng(0)).standard_normal"


def no_mask(after):
    """Return the patch that takes these masks away."""
    return {MASKED[of]: f"dz{of} = {ABOVE[of]}" for of in after}


def end(change):
    """Return the patch that changes something just before the gradients are returned."""
    return {RETURN: f"    {change}\n{RETURN}"}


# What can be wrong, how, what it looks like, and what to do about it.
# fmt: off
MASKS = (
    ("no mask of the 1×1", no_mask(["1"]), "the 1×1 branch has no mask", EACH),
    ("no mask of the 3×3's 1×1", no_mask(["3r"]),
     "the relu between the 1×1 and the 3×3 has no mask", EACH),
    ("no mask of the 3×3", no_mask(["3"]), "the relu after the 3×3 has no mask", EACH),
    ("no mask of the 5×5's 1×1", no_mask(["5r"]),
     "the relu between the 1×1 and the 5×5 has no mask", EACH),
    ("no mask of the 5×5", no_mask(["5"]), "the relu after the 5×5 has no mask", EACH),
    ("no mask of the pool's 1×1", no_mask(["p"]), "the pool branch has no mask", EACH),
    ("no masks of the reductions", no_mask(["3r", "5r"]),
     "the relus between the 1×1 and the larger filters have no masks", EACH),
    ("no masks at the end", no_mask(["1", "3", "5", "p"]),
     "the relus at the ends of the branches have no masks", EACH),
    ("no masks", no_mask(MASKED), "no relu has a mask", EACH),
    ("masks the wrong way round", {
         line: line.replace("> 0", "<= 0") for line in MASKED.values()},
     "gradients go through where the relus gave 0", EACH),
    ("masks of dy", {line: f"dz{of} = {ABOVE[of]} * ({ABOVE[of]} > 0)" for of, line in
                     MASKED.items()},
     "the masks are made from the upstream gradient", OWN_Z),
    ("times the activation", {
         line: line.replace(f"(z{of} > 0)", f"np.maximum(z{of}, 0)") for of, line in
         MASKED.items()},
     "the gradient is multiplied by what relu gave, and not by a mask",
     "relu's slope is 1 or 0: multiply by (z > 0)"),
    ("mask of x for the 1×1", {MASKED["1"]: "dz1 = da1 * (x[:, :1] > 0)"},
     "the 1×1 branch's mask is made from x", OWN_Z),
    ("mask of the 3×3 for its 1×1", {MASKED["3r"]: "dz3r = da3r * (z3[:, :1] > 0)"},
     "the mask between the 1×1 and the 3×3 is made from what the 3×3 gave", OWN_Z),
    ("mask of the 5×5 for its 1×1", {MASKED["5r"]: "dz5r = da5r * (z5[:, :1] > 0)"},
     "the mask between the 1×1 and the 5×5 is made from what the 5×5 gave", OWN_Z),
    ("mask of the 3×3's 1×1 for the 5×5's", {MASKED["5r"]: "dz5r = da5r * (z3r[:, :1] > 0)"},
     "the mask of the 5×5's 1×1 is made from the 3×3's 1×1", LIKE),
    ("masked in place", {MASKED["1"]: "da1 *= z1 > 0\n    dz1 = da1", MASKED["p"]:
                         "dap *= zp > 0\n    dzp = dap"},
     "a mask is multiplied into the caller's dy: its parts are views",
     "da * mask makes an array of its own, da *= mask does not"),
)
PATHS = (
    ("1×1 branch left out of dx", {DX: "dx = dx3 + dx5 + dxp"},
     "what comes back from the 1×1 branch is left out of dx", FOUR),
    ("3×3 branch left out of dx", {DX: "dx = dx1 + dx5 + dxp"},
     "what comes back from the 3×3 branch is left out of dx", FOUR),
    ("5×5 branch left out of dx", {DX: "dx = dx1 + dx3 + dxp"},
     "what comes back from the 5×5 branch is left out of dx", FOUR),
    ("pool branch left out of dx", {DX: "dx = dx1 + dx3 + dx5"},
     "what comes back from the pool branch is left out of dx", FOUR),
    ("= in place of += in dx", {DX: "dx = dxp"},
     "dx is the pool branch's alone: = in place of +=", FOUR),
    ("first branch only", {DX: "dx = dx1"}, "dx is the 1×1 branch's alone", FOUR),
    ("mean of the branches", {DX: "dx = (dx1 + dx3 + dx5 + dxp) / 4"},
     "dx is the mean over the four branches", "add them up, divide by nothing"),
    ("5×5 branch twice", {DX: "dx = dx1 + dx5 + dx5 + dxp"},
     "dx has the 5×5 branch in place of the 3×3", LIKE),
    ("dx masked by x", {DX: "dx = (dx1 + dx3 + dx5 + dxp) * (x > 0)"},
     "dx is masked by x, as if x had gone through relu", "x is the block's input: no relu there"),
    ("parts of 3×3 and 5×5 swapped", {
         SPLIT: "at5 = at3 + len(w5)\n    da1, da5, da3, dap = dy[:, :at3], dy[:, at3:at5], "
                "dy[:, at5:atp], dy[:, atp:]"},
     "the parts of the 3×3 and 5×5 branches are swapped", PARTS),
    ("parts backwards", {
         SPLIT: "sizes = [len(wp), len(w5), len(w3)]\n    "
                "dap, da5, da3, da1 = np.split(dy, np.cumsum(sizes), axis=1)"},
     "the parts of dy are taken in the opposite order", PARTS),
    ("equal parts", {SPLIT: "da1, da3, da5, dap = np.split(dy, 4, axis=1)"},
     "dy is split into four equal parts", "a branch has as many channels as filters"),
    ("pool passed through", {CROP: "dxp = dpooled"},
     "the pool passes its gradient straight on to each pixel",
     "it goes to the pixel that was the largest: max_pool2d_backward"),
    ("pool shared out", {
         UNPOOL: "dframed = np.zeros(framed.shape)\n    for k in range(9):\n        "
                 "dframed[:, :, k // 3 : k // 3 + H, k % 3 : k % 3 + W] += dpooled / 9"},
     "the pool's gradient is shared out equally, as an average pool does",
     "all of it goes to the pixel that was the largest"),
    ("pool assigns", {
         UNPOOL: "dframed = np.zeros(framed.shape)\n    for i in range(H):\n        for j in range("
                 "W):\n            one = max_pool2d_backward(dpooled[:, :, i : i + 1, j : j + 1], "
                 "framed[:, :, i : i + 3, j : j + 3], kernel=(3, 3), stride=1)\n            "
                 "np.copyto(dframed[:, :, i : i + 3, j : j + 3], one, where=one != 0)"},
     "a pixel that is the largest of several windows gets the last one's gradient only",
     "add up what it gets from each: +="),
    ("pool's winners among zeros", {UNPOOL: UNPOOL.replace("framed,", "np.where(np.isinf(framed), "
                                                           "0, framed),")},
     "in the backward the pool's frame is zeros, which take gradients that are lost", WINNER),
    ("pool padded with zeros", {FRAME: "constant_values=0"},
     "the pool is padded with zeros, which beat whatever is below 0", WINNER),
    ("pool padded with -1000", {FRAME: "constant_values=-1000"},
     "the pool is padded with -1000, which beats whatever is below that", WINNER),
    ("frame not cut off evenly", {CROP: "dxp = dframed[:, :, :H, :W]"},
     "only the bottom and right of the frame are cut off", FRAMES),
    ("frame cut off above", {CROP: "dxp = dframed[:, :, 2:, 2:]"},
     "two rows above and two columns on the left are cut off", FRAMES),
)
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
     "the gradients are written into the caller's params", "put them into a dict of your own"),
)
MISTAKES = (*MASKS, *PATHS, *FORWARD, *GRADS)
# fmt: on
