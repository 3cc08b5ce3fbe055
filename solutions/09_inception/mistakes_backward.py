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
FRAMES = "the frame round x gets a gradient too, which belongs to no pixel: take the middle"
WINNER = "in the backward the frame must be -inf as in the forward"
OWN = "work on a copy"
DTYPE = "leave dtype out: numpy's own float64 is right"
ZEROS = "start from np.zeros, on every call"
LIKE = "look at the line that it was copied from"

# Other numbers on every call, the same for whoever makes fingerprints.
RANDOM = "globals().setdefault('rng', np.random.default_rng(0)).standard_normal"


def no_mask(after):
    """Return the patch that takes these masks away."""
    return {MASKED[of]: f"dz{of} = {ABOVE[of]}" for of in after}


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
     "the caller's dy is changed (a part of dy is a view of it)",
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
MISTAKES = (*MASKS, *PATHS)
# fmt: on
