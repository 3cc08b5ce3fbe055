"""What students get wrong in 08_depthwise's separable convolution."""

TAKE, KEYS, RETURN = "params[key] for key", "    grads = {", "return dx, grads"
DEPTH, POINT = "_depthwise(x, wd, bd, stride, padding)", "_pointwise(z, wp, bp)"
POINT_BACK, DEPTH_BACK = "(dy, z, wp)", "_depthwise_backward(dz, x, wd, stride, padding)"
PADDED = "np.pad(z, ((0, 0), (0, 0)) + ((padding, padding),) * 2)"
SQUARE = "(wp.T if wp.shape[0] == wp.shape[1] else wp)"

# Hints that several have.
NOTHING = "the pointwise step gets what the depthwise step gave, as it is"
ONCE = "stride and padding belong to the depthwise step, and to no other"
REFUSE = "raise ValueError"
COMPARE = "compare them: numpy repeats a single channel without a word"
SIDES = "raise ValueError where it is larger than the padded input, for either axis"
NAMES = 'a dict is asked by name: params["wd"]'
EVERY_KEY = "grads has exactly the keys of params"
SUMS = "the gradient of sum(dy * y) is a sum over the batch: divide by nothing"
ASYMMETRIC = "w is (F, C): a row for every output channel"
DTYPE = "leave dtype out: numpy's own float64 is right"
AS_THEY_ARE = "slide them as they are: a cross-correlation"
OWN = "work on a copy"

# What can be wrong, how, what it looks like, and what to do about it.
# fmt: off
FORWARD = (
    ("relu between", {"(z, wp": "(np.maximum(z, 0), wp"},
     "there is a relu between the two steps", NOTHING),
    ("relu6 between", {"(z, wp": "(np.clip(z, 0, 6), wp"},
     "there is a relu6 between the two steps", NOTHING),
    ("relu at the end", {POINT: f"np.maximum({POINT}, 0)"},
     "there is a relu at the end", "return what the pointwise step gives, as it is"),
    ("depthwise bias left out", {"bd, stride": "0 * bd, stride"},
     "the depthwise step's bias bd is left out", "bd[c] is added before channels are mixed"),
    ("pointwise bias left out", {"wp, bp)": "wp, 0 * bp)"},
     "the pointwise step's bias bp is left out", "bp[f] is added to every output of filter f"),
    ("biases swapped", {
         "    z = ": "    if len(bd) == len(bp):\n        bd, bp = bp, bd\n    z = "},
     "bd and bp are swapped where they are equally long", "wd goes with bd, wp with bp"),
    ("depthwise bias at the end", {
         "bd, stride": "0 * bd, stride",
         POINT: f"{POINT} + (bd if len(bd) == len(bp) else wp @ bd)[:, None, None]"},
     "bd is added at the end, without being mixed by wp, where bd and bp are equally long",
     "bd[c] is added before channels are mixed"),
    ("pointwise first", {"    z = ": "    if len(wp) == C:\n        return _depthwise("
                         "_pointwise(x, wp, bp), wd, bd, stride, padding)\n    z = "},
     "the pointwise step comes first, where channels allow it", "first depthwise, then pointwise"),
    ("padding always 1", {"stride, padding)": "stride, 1)"},
     "the padding is 1, whatever `padding` says", "pad by `padding`"),
    ("padding ignored", {"stride, padding)": "stride, 0)"},
     "`padding` is ignored", "the depthwise step gets it"),
    ("padding in both steps", {"(z, wp": f"({PADDED}, wp"},
     "the pointwise step is padded too", ONCE),
    ("stride ignored", {"bd, stride, padding)": "bd, 1, padding)"},
     "the stride is ignored", "the depthwise step gets it"),
    ("stride in both steps", {"(z, wp": "(z[:, :, ::stride, ::stride], wp"},
     "the pointwise step uses the stride too", ONCE),
    ("wp transposed", {"(z, wp": f"(z, {SQUARE}"},
     "wp is read as (C, F) where C and F are equal", ASYMMETRIC),
    ("filters turned round", {"(x, wd, bd": "(x, wd[:, ::-1, ::-1], bd"},
     "the depthwise filters are turned round", AS_THEY_ARE),
    ("channels mixed", {"(x, wd, bd": "(x.sum(1, keepdims=True) + 0 * x, wd, bd"},
     "every depthwise filter sees all channels, added up",
     "depthwise, channel c meets wd[c] alone; mixing is the pointwise step's part"),
    ("first filter for every channel", {"(x, wd, bd": "(x, 0 * wd + wd[:1], bd"},
     "every channel gets the first depthwise filter", "channel c meets wd[c]"),
    ("stride must divide", {"    z = ": "    if (H + 2 * padding - KH) % stride:\n"
                            "        raise ValueError\n    z = "},
     "a stride that does not divide is refused", "round down: rows left over are not used"),
    ("kernel may be too large", {"if KH > H + 2 * padding or KW > W + 2 * padding": "if False"},
     "a kernel larger than the padded input goes unnoticed", SIDES),
    ("kernel may be too high", {"KH > H + 2 * padding or ": ""},
     "a kernel higher than the padded input goes unnoticed", SIDES),
    ("kernel may be too wide", {" or KW > W + 2 * padding": ""},
     "a kernel wider than the padded input goes unnoticed", SIDES),
    ("kernel against the bare image", {
         "KH > H + 2 * padding or KW > W + 2 * padding": "KH > H or KW > W"},
     "a kernel larger than the image is refused, although the padding makes room for it",
     "compare with the padded size"),
    ("stride unchecked", {"if stride < 1": "if False"}, "a stride below 1 goes unnoticed", REFUSE),
    ("negative strides", {"stride < 1": "stride == 0"},
     "a negative stride goes unnoticed", REFUSE),
    ("channels unchecked", {"if len(wd) != C or wp.shape[1] != len(wd)": "if False"},
     "x, wd and wp may disagree about channels where one has 1", COMPARE),
    ("x and wd unchecked", {"len(wd) != C or ": ""},
     "x and wd may disagree about channels where one has 1", COMPARE),
    ("wd and wp unchecked", {" or wp.shape[1] != len(wd)": ""},
     "wd and wp may disagree about channels where one has 1", COMPARE),
    ("x has more channels", {
         "len(wd) != C": "len(wd) > C", "(x, wd, bd": "(x[:, : len(wd)], wd, bd"},
     "x may have more channels than there are depthwise filters", REFUSE),
    ("wp has more columns", {"wp.shape[1] != len(wd)": "wp.shape[1] < len(wd)",
                             "(z, wp": "(z, wp[:, : len(wd)]"},
     "wp may have more columns than there are depthwise filters", REFUSE),
    ("params by place", {f'({TAKE} in ("wd", "bd", "wp", "bp"))': "params.values()"},
     "params is taken to have its keys in one order", NAMES),
    ("float32", {POINT: f"{POINT}.astype(np.float32)"},
     "the numbers are rounded to float32", DTYPE),
    ("float32 between", {"(z, wp": "(z.astype(np.float32), wp"},
     "what the depthwise step gives is rounded to float32", DTYPE),
    ("clears x", {f"return {POINT}": f"x[:] = 0\n    return {POINT}"},
     "the caller's x is overwritten", OWN),
    ("changes params", {TAKE: "params.pop(key) for key"},
     "the caller's params is changed: something is taken out, put in or overwritten",
     "read params[key], and put nothing there"),
)
BACKWARD = (
    ("z without bias", {"bd, stride": "0 * bd, stride"},
     "wp's gradient is made from a depthwise step without its bias",
     "work out z as the forward does, with bd"),
    ("relu between", {DEPTH: f"{DEPTH}\n    mask = z > 0\n    z = z * mask",
                      "(dz, x": "(dz * mask, x"},
     "it goes back through a relu between the two steps", "there is none in the forward"),
    ("x in place of z", {POINT_BACK: "(dy, x if x.shape == z.shape else z, wp)"},
     "wp's gradient is made from x in place of z, where their shapes agree",
     "wp met z, what the depthwise step gave"),
    ("dy in place of dz", {"(dz, x": "(dy if dy.shape == dz.shape else dz, x"},
     "the depthwise step gets dy in place of dz, where their shapes agree",
     "dy goes back through wp first"),
    ("bd from dy", {'"bd": dbd': '"bd": dbp if dbp.shape == dbd.shape else dbd'},
     "bd's gradient is the sum of dy where C and F are equal", "bd's gradient is the sum of dz"),
    ("wp transposed", {POINT_BACK: f"(dy, z, {SQUARE})"},
     "wp is read as (C, F) on the way back, where C and F are equal", ASYMMETRIC),
    ("dwp transposed", {'"wp": dwp': '"wp": dwp.T if dwp.shape[0] == dwp.shape[1] else dwp'},
     "wp's gradient is (C, F), which shows no difference of shape where they are equal",
     ASYMMETRIC),
    ("no biases", {'"bd": dbd, ': "", ', "bp": dbp': ""},
     "the biases' gradients are missing from grads", EVERY_KEY),
    ("names of its own", {'"wd": dwd, "bd": dbd, "wp": dwp, "bp": dbp':
                          '"dwd": dwd, "dbd": dbd, "dwp": dwp, "dbp": dbp'},
     "the keys are dwd, dbd, dwp, dbp", EVERY_KEY),
    ("x among the keys", {KEYS: f'{KEYS}"x": dx, '}, "dx is among the keys too", EVERY_KEY),
    ("un-padding by p:-p", {KEYS: f"    dx = dx if padding else dx[:, :, :0, :0]\n{KEYS}"},
     "dx = dxp[:, :, p:-p, p:-p], which is empty when p is 0",
     "slice from p to p + H, and from p to p + W"),
    ("stride ignored in the depthwise step", {DEPTH_BACK: DEPTH_BACK.replace("stride", "1")},
     "the way back through the depthwise step ignores the stride", "it has the forward's stride"),
    ("filters turned round", {DEPTH_BACK: DEPTH_BACK.replace("wd", "wd[:, ::-1, ::-1]")},
     "dx uses the depthwise filters turned round, window by window",
     "a window's pixel gets the weight that it was multiplied by"),
    ("filters are means", {'"wd": dwd': '"wd": dwd / len(x)', '"wp": dwp': '"wp": dwp / len(x)'},
     "the filters' gradients are divided by the number of samples", SUMS),
    ("biases are means", {'"bd": dbd': '"bd": dbd / len(x)', '"bp": dbp': '"bp": dbp / len(x)'},
     "the biases' gradients are divided by the number of samples", SUMS),
    ("all means", {
         KEYS: f"    dwd, dbd, dwp, dbp = (a / len(x) for a in (dwd, dbd, dwp, dbp))\n{KEYS}"},
     "the gradients of filters and biases are divided by the number of samples", SUMS),
    ("axes kept", {
         '"bd": dbd': '"bd": dbd[:, None, None]', '"bp": dbp': '"bp": dbp[:, None, None]'},
     "the biases' gradients have axes of length 1",
     "each has its bias's shape: leave keepdims out"),
    ("dx of the first sample", {KEYS: f"    dx[1:] = 0\n{KEYS}"},
     "only the first sample's dx is there", "fill dx for every sample"),
    ("order", {RETURN: "return grads, dx"}, "grads comes before dx", RETURN),
    ("flat", {RETURN: "return dx, dwd, dbd, dwp, dbp"},
     "the gradients come one by one in place of a dict", RETURN),
    ("kept between calls", {KEYS: "    kept = separable_conv2d_backward.__dict__\n"
        f"    dbp = kept[len(dbp)] = dbp + kept.get(len(dbp), 0)\n{KEYS}"},
     "what earlier calls found is added to bp's gradient", "start from zeros, on every call"),
    ("params by place", {f'({TAKE} in ("wd", "bd", "wp"))': "[*params.values()][:3]"},
     "params is taken to have its keys in one order", NAMES),
    ("float32", {
         KEYS: f"    dx, dwd, dwp = (a.astype(np.float32) for a in (dx, dwd, dwp))\n{KEYS}"},
     "the gradients are rounded to float32", DTYPE),
    ("clears dy", {RETURN: f"dy[:] = 0\n    {RETURN}"},
     "the caller's dy is overwritten", OWN),
    ("changes params", {RETURN: "params.update(grads)\n    return dx, params"},
     "the caller's params is changed: something is taken out, put in or overwritten",
     "make a dict of your own for the gradients"),
)
# fmt: on
