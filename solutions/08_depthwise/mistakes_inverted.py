"""What students get wrong in 08_depthwise's inverted residual block."""

FIRST, SECOND = "np.minimum(np.maximum(a, 0), 6)", "np.minimum(np.maximum(d, 0), 6)"
FILTER, PROJECT = "_depthwise(h, wd, bd, stride, 1)", "_pointwise(g, wp, bp)"
SKIP, ADD, ADD_BACK = "stride == 1 and C == F", "y = y + x", "dx = dx + dy"
MASK_A, MASK_D = "((a > 0) & (a < 6))", "((d > 0) & (d < 6))"
POINT_BACK = "_pointwise_backward(dy, g, wp)"
DEPTH_BACK = "_depthwise_backward(dd, h, wd, stride, 1)"
KEYS, RETURN = "    grads = {", "return dx, grads"
TAKE, NAMES = "(params[key] for key in (", 'a dict is asked by name: params["wd"]'
AGREE = "if we.shape[1] != C or len(wd) != T or wp.shape[1] != len(wd)"
# Padding as TensorFlow's SAME has it: the odd row goes to the bottom.
SAME = (
    "np.pad(h, ((0, 0), (0, 0), *((t // 2, t - t // 2) for t in "
    "(max((-(-s // stride) - 1) * stride + 3 - s, 0) for s in h.shape[2:]))))"
)

# Hints that several have.
LINEAR = "the projection is linear: nothing comes after it but x"
TWICE = "relu6 follows the expansion and the depthwise step: np.minimum(np.maximum(a, 0), 6)"
WHEN = "x is added when stride is 1 and channels agree, and nowhere else"
BACK_WHEN = "dx gets dy besides when stride is 1 and channels agree, and nowhere else"
SLOPE = "relu6 has the slope 1 between 0 and 6, and 0 below and above"
ROWS = "we is (T, C) and wp is (F, T): a row for every output channel"
STEPS = "only the depthwise step has the stride, and padding 1"
COMPARE = "compare them: numpy repeats a single channel without a word"
REFUSE = "raise ValueError"
EVERY_KEY = "grads has exactly the keys of params"
SAVED = "work the forward's steps out again, biases included"
SUMS = "the gradient of sum(dy * y) is a sum over the batch: divide by nothing"
DTYPE = "leave dtype out: numpy's own float64 is right"
OWN = "work on a copy"

# What can be wrong, how, what it looks like, and what to do about it.
# fmt: off
FORWARD = (
    ("relu after the expansion", {FIRST: "np.maximum(a, 0)"},
     "relu follows the expansion, without the upper bound of relu6", TWICE),
    ("relu after the depthwise step", {SECOND: "np.maximum(d, 0)"},
     "relu follows the depthwise step, without the upper bound of relu6", TWICE),
    ("relu both times", {FIRST: "np.maximum(a, 0)", SECOND: "np.maximum(d, 0)"},
     "it is relu both times, without the upper bound of relu6", TWICE),
    ("nothing after the expansion", {FIRST: "a"},
     "there is no relu6 after the expansion", TWICE),
    ("nothing after the depthwise step", {SECOND: "d"},
     "there is no relu6 after the depthwise step", TWICE),
    ("no relu6", {FIRST: "a", SECOND: "d"}, "there is no relu6 at all", TWICE),
    ("cut at -6", {FIRST: "np.clip(a, -6, 6)", SECOND: "np.clip(d, -6, 6)"},
     "it cuts off below -6 and above 6", "relu6 cuts off below 0 and above 6"),
    ("relu6 after the projection", {PROJECT: f"np.clip({PROJECT}, 0, 6)"},
     "there is a relu6 after the projection", LINEAR),
    ("relu after the projection", {PROJECT: f"np.maximum({PROJECT}, 0)"},
     "there is a relu after the projection", LINEAR),
    ("relu6 at the end", {"return y": "return np.clip(y, 0, 6)"},
     "there is a relu6 at the end, after x is added", LINEAR),
    ("relu at the end", {"return y": "return np.maximum(y, 0)"},
     "there is a relu at the end, after x is added", LINEAR),
    ("skip left out", {SKIP: "False"}, "x is never added at the end", WHEN),
    ("skip at any stride", {SKIP: "C == F"},
     "x is added wherever channels agree, whatever the stride", WHEN),
    ("skip for any channels", {SKIP: "stride == 1"},
     "x is added at stride 1 whether or not channels agree: numpy repeats a single one", WHEN),
    ("skip where shapes agree", {SKIP: "x.shape == y.shape"},
     "x is added wherever shapes agree, at stride 2 for a single pixel too", WHEN),
    ("skip with stride", {SKIP: "C == F", ADD: f"{ADD}[:, :, ::stride, ::stride]"},
     "at stride 2 every second row and column of x is added", WHEN),
    ("expansion bias left out", {"(x, we, be)": "(x, we, 0 * be)"},
     "the expansion's bias be is left out", "be[t] is added before relu6"),
    ("depthwise bias left out", {FILTER: "_depthwise(h, wd, 0 * bd, stride, 1)"},
     "the depthwise step's bias bd is left out", "bd[t] is added before relu6"),
    ("projection bias left out", {PROJECT: "_pointwise(g, wp, 0 * bp)"},
     "the projection's bias bp is left out", "bp[f] is added to every output of filter f"),
    ("stride at the expansion", {FILTER: "_depthwise(h[:, :, ::stride, ::stride], wd, bd, 1, 1)"},
     "rows and columns are skipped before the depthwise step", STEPS),
    ("stride ignored", {FILTER: "_depthwise(h, wd, bd, 1, 1)"}, "the stride is ignored", STEPS),
    ("no padding", {FILTER: "_depthwise(h, wd, bd, stride, 0)"},
     "the depthwise step has no padding", STEPS),
    ("padding as in SAME", {FILTER: f"_depthwise({SAME}, wd, bd, stride, 0)"},
     "at stride 2 the padding is all at the bottom and to the right, as TensorFlow's SAME",
     "pad by 1 on every side"),
    ("image padded", {"(x, we, be)": "(np.pad(x, ((0, 0), (0, 0), (1, 1), (1, 1))), we, be)",
                      FILTER: "_depthwise(h, wd, bd, stride, 0)"},
     "x is padded before the expansion, so that its bias fills the frame",
     "the frame of zeros goes round what the depthwise step gets"),
    ("we transposed", {"(x, we, be)": "(x, we.T if T == C else we, be)"},
     "we is read as (C, T) where C and T are equal", ROWS),
    ("wp transposed", {PROJECT: "_pointwise(g, wp.T if F == T else wp, bp)"},
     "wp is read as (T, F) where T and F are equal", ROWS),
    ("channels mixed", {FILTER: "_depthwise(h.sum(1, keepdims=True) + 0 * h, wd, bd, stride, 1)"},
     "every depthwise filter sees all channels, added up", "channel t meets wd[t] alone"),
    ("filters turned round", {FILTER: "_depthwise(h, wd[:, ::-1, ::-1], bd, stride, 1)"},
     "the depthwise filters are turned round", "slide them as they are: a cross-correlation"),
    ("stride 1 or 2 only", {"stride < 1": "stride not in (1, 2)"},
     "a stride of 3 is refused", "any stride from 1 on is possible"),
    ("stride unchecked", {"if stride < 1": "if False"}, "a stride below 1 goes unnoticed", REFUSE),
    ("negative strides", {"stride < 1": "stride == 0"},
     "a negative stride goes unnoticed", REFUSE),
    ("channels unchecked", {AGREE: "if False"},
     "x, we, wd and wp may disagree about channels where one has 1", COMPARE),
    ("x and we unchecked", {"we.shape[1] != C or ": ""},
     "x and we may disagree about channels where one has 1", COMPARE),
    ("we and wd unchecked", {"len(wd) != T or ": ""},
     "we and wd may disagree about channels where one has 1", COMPARE),
    ("wd and wp unchecked", {" or wp.shape[1] != len(wd)": ""},
     "wd and wp may disagree about channels where one has 1", COMPARE),
    ("params by place", {f'{TAKE}"we", "be", "wd", "bd", "wp", "bp"))': "params.values()"},
     "params is taken to have its keys in one order", NAMES),
    ("float32", {"return y": "return y.astype(np.float32)"},
     "the numbers are rounded to float32", DTYPE),
    ("float32 inside", {FILTER: "_depthwise(h.astype(np.float32), wd, bd, stride, 1)"},
     "what the expansion gives is rounded to float32", DTYPE),
    ("adds into x", {ADD: "x += y\n        y = x"},
     "the caller's x is overwritten, as x += y does", "y + x makes an array of its own"),
    ("changes params", {"params[key] for key": "params.pop(key) for key"},
     "the caller's params is changed: something is taken out, put in or overwritten",
     "read params[key], and put nothing there"),
)
BACKWARD = (
    ("skip left out", {SKIP: "False"}, "what x got at the end is missing in dx", BACK_WHEN),
    ("skip at any stride", {SKIP: "C == F"},
     "dy is added to dx wherever channels agree, whatever the stride", BACK_WHEN),
    ("skip for any channels", {SKIP: "stride == 1"},
     "dy is added to dx at stride 1 whether or not channels agree", BACK_WHEN),
    ("skip where shapes agree", {SKIP: "x.shape == dy.shape"},
     "dy is added to dx wherever shapes agree, at stride 2 for a single pixel too", BACK_WHEN),
    ("skip with stride", {SKIP: "C == F", ADD_BACK: "dx[:, :, ::stride, ::stride] += dy"},
     "at stride 2 dy is added to every second row and column of dx", BACK_WHEN),
    ("skip in place of the block", {ADD_BACK: "dx = dy"},
     "where x was added, dx is dy alone", "x went both ways: add what comes back from both"),
    ("upper bound forgotten after the expansion", {MASK_A: "(a > 0)"},
     "above 6 the first relu6 lets the gradient through", SLOPE),
    ("upper bound forgotten after the depthwise step", {MASK_D: "(d > 0)"},
     "above 6 the second relu6 lets the gradient through", SLOPE),
    ("upper bounds forgotten", {MASK_A: "(a > 0)", MASK_D: "(d > 0)"},
     "above 6 both relu6 let the gradient through, as relu does", SLOPE),
    ("lower bound forgotten after the expansion", {MASK_A: "(a < 6)"},
     "below 0 the first relu6 lets the gradient through", SLOPE),
    ("lower bound forgotten after the depthwise step", {MASK_D: "(d < 6)"},
     "below 0 the second relu6 lets the gradient through", SLOPE),
    ("first mask left out", {f" * {MASK_A}": ""},
     "it does not go back through the relu6 after the expansion", SLOPE),
    ("second mask left out", {f" * {MASK_D}": ""},
     "it does not go back through the relu6 after the depthwise step", SLOPE),
    ("no masks", {f" * {MASK_A}": "", f" * {MASK_D}": ""},
     "it goes back through neither relu6", SLOPE),
    ("second mask twice", {MASK_A: f"({MASK_D} if d.shape == a.shape else {MASK_A})"},
     "the second relu6's mask is used for both, where shapes agree",
     "each has the mask of what went into it"),
    ("times relu6", {MASK_A: "h", MASK_D: "g"},
     "the gradient is multiplied by relu6 itself, in place of its slope", SLOPE),
    ("relu6 at the end", {POINT_BACK: "_pointwise_backward(dy * ((y > 0) & (y < 6)), g, wp)",
         "    dg,": '    y = _pointwise(g, wp, params["bp"])\n'
                     f"    if {SKIP}:\n        {ADD}\n    dg,"},
     "it goes back through a relu6 at the end, which the block has not",
     "the projection is linear, and so is adding x"),
    ("relu throughout", {FIRST: "np.maximum(a, 0)", SECOND: "np.maximum(d, 0)",
                         MASK_A: "(a > 0)", MASK_D: "(d > 0)"},
     "it is the gradient of a block with relu in place of relu6", SLOPE),
    ("nothing cut off forth", {FIRST: "a", SECOND: "d"},
     "the steps are worked out again without relu6", SAVED),
    ("wp from d", {POINT_BACK: "_pointwise_backward(dy, d, wp)"},
     "wp's gradient is made from what went into relu6, in place of what came out",
     "wp met relu6(d)"),
    ("wd from a", {DEPTH_BACK: "_depthwise_backward(dd, a, wd, stride, 1)"},
     "wd's gradient is made from what went into relu6, in place of what came out",
     "wd met relu6(a)"),
    ("expansion bias left out", {"(x, we, be)": "(x, we, 0 * be)"},
     "the steps are worked out again without the bias be", SAVED),
    ("depthwise bias left out", {FILTER: "_depthwise(h, wd, 0 * bd, stride, 1)"},
     "the steps are worked out again without the bias bd", SAVED),
    ("stride ignored", {DEPTH_BACK: "_depthwise_backward(dd, h, wd, 1, 1)"},
     "the way back through the depthwise step ignores the stride", STEPS),
    ("filters turned round", {DEPTH_BACK: DEPTH_BACK.replace("wd", "wd[:, ::-1, ::-1]")},
     "the depthwise filters are turned round, window by window",
     "a window's pixel gets the weight that it was multiplied by"),
    ("we transposed", {"(da, x, we)": "(da, x, we.T if len(we) == C else we)"},
     "we is read as (C, T) on the way back, where C and T are equal", ROWS),
    ("wp transposed", {POINT_BACK: "_pointwise_backward(dy, g, wp.T if len(wd) == F else wp)"},
     "wp is read as (T, F) on the way back, where T and F are equal", ROWS),
    ("biases swapped", {'"be": dbe': '"be": dbd', '"bd": dbd': '"bd": dbe'},
     "the gradients of be and bd are swapped", "be goes with we, bd with wd"),
    ("no biases", {'"be": dbe, ': "", '"bd": dbd, ': "", ', "bp": dbp': ""},
     "the biases' gradients are missing from grads", EVERY_KEY),
    ("names of its own", {
         f'"{key}": ': f'"d{key}": ' for key in ("we", "be", "wd", "bd", "wp", "bp")},
     "the keys are dwe, dbe and so on", EVERY_KEY),
    ("all means", {KEYS: "    dwe, dbe, dwd, dbd, dwp, dbp = (\n        a / len(x) for a in "
                         f"(dwe, dbe, dwd, dbd, dwp, dbp))\n{KEYS}"},
     "the gradients of filters and biases are divided by the number of samples", SUMS),
    ("order", {RETURN: "return grads, dx"}, "grads comes before dx", "return dx, grads"),
    ("adds into dy", {ADD_BACK: "dy += dx\n        dx = dy"},
     "the caller's dy is overwritten, as dy += dx does", "dx + dy makes an array of its own"),
    ("changes params", {RETURN: "params.update(grads)\n    return dx, params"},
     "the caller's params is changed: something is taken out, put in or overwritten",
     "make a dict of your own for the gradients"),
    ("params by place", {f'{TAKE}"we", "be", "wd", "bd", "wp"))': "[*params.values()][:5]"},
     "params is taken to have its keys in one order", NAMES),
    ("float32", {RETURN: "grads = {k: v.astype(np.float32) for k, v in grads.items()}\n"
                         "    return dx.astype(np.float32), grads"},
     "the gradients are rounded to float32", DTYPE),
    ("float32 inside", {DEPTH_BACK: "_depthwise_backward(dd, h.astype(np.float32), wd, stride, 1)"},
     "what the expansion gives is rounded to float32", DTYPE),
)
# fmt: on
