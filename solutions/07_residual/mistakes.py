"""What students get wrong in 07_residual."""

from pathlib import Path

from autograder.course import load_module
from autograder.mistakes import Mistake

BACK = load_module(
    Path(__file__).with_name("mistakes_backward.py"), "solutions.07_residual.mistakes_backward"
)
RANDOM, PROJECT, READS = BACK.RANDOM, BACK.PROJECT, BACK.READS
SUM, END, RELU = "z = main + shortcut", "return np.maximum(z, 0)", "h1 = np.maximum(a1, 0)"
DISAGREE = "if main.shape[1] != shortcut.shape[1]:"
FIRST, NEXT = "x.shape[1] != w1.shape[1] or ", " or w1.shape[0] != w2.shape[1]"
STRIDE = 'if stride < 1:\n        raise ValueError("stride below 1")'
THIRD = (
    "if w2.shape[0] != w3.shape[1]:\n        raise ValueError("
    '"channels of the second and third convolution disagree")\n    '
)
IN_FIRST, IN_SECOND = "b1, stride=stride, padding=1", "b2, stride=1, padding=1"

# Hints that several have.
ORDER = "y = relu(main + shortcut): one relu, after the sum"
EXACTLY, DTYPE, OWN, KEYS = BACK.EXACTLY, BACK.DTYPE, BACK.OWN, BACK.KEYS
AS_IT_IS = "add x (or its projection) as it is"
SAMPLED = "the projection reads pixel (stride * i, stride * j) for output (i, j)"
AGREE = "raise ValueError unless every layer gets as many channels as its filters have"
BOTH_PATHS = "raise ValueError unless both paths have the same number of channels"
REFUSE = "raise ValueError"
BIAS = "every convolution has a bias of its own"

# What can be wrong, how, what it looks like, and what to do about it.
# fmt: off
BOTH = (
    ("shortcut left out", {SUM: "z = main"},
     "the shortcut is left out", ORDER),
    ("shortcut after the relu", {SUM: "z = main", END: f"{END} + shortcut"},
     "the shortcut is added after the last relu", ORDER),
    ("relu before the sum too", {SUM: "z = np.maximum(main, 0) + shortcut"},
     "the main path has a relu of its own before the shortcut is added", ORDER),
    ("last relu missing", {END: "return z"},
     "the last relu is missing", ORDER),
    ("relu on the shortcut", {SUM: "z = main + np.maximum(shortcut, 0)"},
     "the shortcut goes through a relu before it is added", AS_IT_IS),
    ("relu on the projection", {PROJECT: f"np.maximum({PROJECT}, 0)"},
     "the projection goes through a relu before it is added", AS_IT_IS),
    ("relu on x in the shortcut", {"else x": "else np.maximum(x, 0)"},
     "x goes through a relu before it is added", AS_IT_IS),
    ("relu on x", {"conv2d(x, w1": "conv2d(np.maximum(x, 0), w1"},
     "x goes through a relu before the first convolution", "the first convolution reads x itself"),
    ("first relu missing", {RELU: "h1 = a1"},
     "there is no relu after the first convolution", "h1 = relu(a1)"),
    ("shortcut subtracted", {SUM: "z = main - shortcut"},
     "the shortcut is subtracted", AS_IT_IS),
    ("mean of both paths", {SUM: "z = (main + shortcut) / 2"},
     "the two paths are averaged", "add them"),
    ("shortcut twice", {SUM: "z = main + 2 * shortcut"},
     "the shortcut is added twice", "add it once"),
    ("relu6", {END: "return np.clip(z, 0, 6)"},
     "everything above 6 is cut off, as by relu6", "relu keeps every positive number"),
    ("leaky relu", {END: "return np.where(z > 0, z, 0.01 * z)"},
     "a little of the negative numbers leaks through the last relu", "relu makes them 0"),
    ("larger of both paths", {SUM: "z = np.maximum(main, shortcut)"},
     "the larger of both paths is kept", "add them"),
    ("b1 left out", {"conv2d(x, w1, b1": "conv2d(x, w1, 0 * b1"},
     "the first convolution has no bias", BIAS),
    ("b2 left out", {"conv2d(h1, w2, b2": "conv2d(h1, w2, 0 * b2"},
     "the second convolution has no bias", BIAS),
    ("bs left out", {'params["bs"]': '0 * params["bs"]'},
     "the projection has no bias", "add bs to the projection"),
    ("b1 after the relu", {"(x, w1, b1": "(x, w1, 0 * b1", RELU: f"{RELU} + b1[:, None, None]"},
     "the first bias is added after the relu", "it belongs to the convolution, before the relu"),
    ("first bias again", {"(h1, w2, b2": "(h1, w2, b1 if b1.shape == b2.shape else b2"},
     "b1 is used in the second convolution too", BIAS),
    ("filters and channels swapped", {
         "conv2d(h1, w2": "conv2d(h1, w2.swapaxes(0, 1) if w2.shape[0] == w2.shape[1] else w2"},
     "w2 is read as (channels, filters, 3, 3) where both numbers are equal",
     "filters come first: w2[f, c]"),
    ("filters turned round", {"conv2d(h1, w2": "conv2d(h1, w2[:, :, ::-1, ::-1]"},
     "the filters w2 are turned round", "slide them as they are"),
    ("projection where channels differ", {
         READS: f'{READS} and len(params["ws"]) != x.shape[1]'},
     "ws is not used where the shortcut has as many channels as x", EXACTLY),
    ("projection where shapes differ", {READS: f"{READS} and main.shape != x.shape"},
     "ws is not used where x could be added as it is", EXACTLY),
    ("projection where the stride is above 1", {READS: f"{READS} and stride > 1"},
     "ws is not used where the stride is 1", EXACTLY),
    ("projection without stride", {PROJECT: PROJECT.replace(", stride=stride", "")},
     "the projection ignores the stride", SAMPLED),
    ("projection cropped", {PROJECT: PROJECT.replace(
         ", stride=stride)", ")[:, :, : main.shape[2], : main.shape[3]]")},
     "the projection ignores the stride, and what is too much is cut off", SAMPLED),
    ("projection from the end", {PROJECT: PROJECT.replace(
         "(x,", "(x[:, :, ::-1, ::-1],") + "[:, :, ::-1, ::-1]"},
     "the projection counts its pixels from the last row and column", SAMPLED),
    ("projection padded", {PROJECT: PROJECT.replace(")", ", padding=1)")},
     "the projection pads x as a 3x3 convolution does", "a 1x1 convolution has padding 0"),
    ("shortcut from h1", {"else x": "else (h1 if h1.shape == main.shape else x)"},
     "the shortcut starts behind the first layer where its shape fits", AS_IT_IS),
    ("first sample's shortcut", {SUM: "z = main + shortcut[:1]"},
     "every sample gets the first sample's shortcut", "add them sample by sample"),
    ("stride below 1", {STRIDE: "stride = max(stride, 1)"},
     "a stride below 1 goes unnoticed", REFUSE),
    ("negative stride", {STRIDE: "stride = abs(stride)"},
     "a negative stride goes unnoticed", REFUSE),
    ("another exception", {STRIDE: STRIDE.replace("ValueError", "TypeError")},
     "a stride below 1 raises another exception", REFUSE),
    ("stride must divide", {
         "stride < 1:": "stride < 1 or x.shape[2] % stride or x.shape[3] % stride:"},
     "a stride that does not divide is refused", "round up: OH = (H - 1) // stride + 1"),
    ("x with too many channels", {FIRST: "", "(x, w1": "(x[:, : w1.shape[1]], w1"},
     "x may have more channels than w1", AGREE),
    ("x with too few channels", {FIRST: "", "(x, w1": "(x, w1[:, : x.shape[1]]"},
     "x may have fewer channels than w1", AGREE),
    ("w2 for too few channels", {NEXT: "", "(h1, w2": "(h1[:, : w2.shape[1]], w2"},
     "w2 may be for fewer channels than w1 makes", AGREE),
    ("w2 for too many channels", {NEXT: "", "(h1, w2": "(h1, w2[:, : h1.shape[1]]"},
     "w2 may be for more channels than w1 makes", AGREE),
    ("channels cut off", {
         DISAGREE: f"shortcut = shortcut[:, : main.shape[1]]\n    {DISAGREE}"},
     "channels that the shortcut has too many are cut off", BOTH_PATHS),
    ("channels filled up", {
         DISAGREE: "shortcut = np.concatenate([shortcut, 0 * main[:, shortcut.shape[1] :]], 1)\n"
         "    if main.shape[1] < shortcut.shape[1]:"},
     "channels that the shortcut has not are filled up with zeros", BOTH_PATHS),
    ("params by place", {
         'params["w1"], params["b1"], params["w2"], params["b2"]': "[*params.values()][:4]"},
     "params is taken to have its keys in one order", KEYS),
    ("float32", {END: "return np.maximum(z, 0).astype(np.float32)"},
     "the numbers are rounded to float32", DTYPE),
    ("random start", {SUM: f"z = 1e-3 * {RANDOM}(main.shape) + main + shortcut"},
     "y starts from whatever was in memory, another answer on every call",
     "start from zeros, on every call"),
    ("clears x", {SUM: "z = shortcut\n    z += main"},
     "the main path is added into x itself, and the caller's x is overwritten", OWN),
    ("takes ws out", {'params["ws"]': 'params.pop("ws")'},
     "ws is taken out of the caller's params", OWN),
)
RESIDUAL = (
    ("stride on the second convolution", {IN_FIRST: "b1, padding=1",
                                          IN_SECOND: "b2, stride=stride, padding=1"},
     "the second convolution has the stride", "the first convolution has it"),
    ("stride on both convolutions", {IN_SECOND: "b2, stride=stride, padding=1"},
     "both convolutions have the stride", "only the first convolution has it"),
    ("stride ignored", {IN_FIRST: "b1, padding=1", PROJECT: PROJECT.replace("=stride", "=1")},
     "the stride is ignored", "the first convolution and the projection have it"),
    ("padding left out", {IN_SECOND: "b2, stride=1"},
     "the second convolution has no padding", "both 3x3 convolutions have padding 1"),
    ("w1 again", {"(h1, w2": "(h1, w1 if w1.shape == w2.shape else w2"},
     "w1 is used in the second convolution too where it fits", "the second one has w2"),
)
BOTTLENECK = (
    ("second relu missing", {"h2 = np.maximum(a2, 0)": "h2 = a2"},
     "there is no relu after the second convolution", "h2 = relu(a2)"),
    ("b3 left out", {"(h2, w3, b3": "(h2, w3, 0 * b3"},
     "the third convolution has no bias", BIAS),
    ("stride on the first convolution", {"(x, w1, b1)": "(x, w1, b1, stride=stride)",
                                         "b2, stride=stride, padding=1": "b2, padding=1"},
     "the first convolution has the stride", "the 3x3 convolution has it"),
    ("stride ignored", {"b2, stride=stride, padding=1": "b2, padding=1",
                        PROJECT: PROJECT.replace("=stride", "=1")},
     "the stride is ignored", "the 3x3 convolution and the projection have it"),
    ("padding left out", {"b2, stride=stride, padding=1": "b2, stride=stride"},
     "the 3x3 convolution has no padding", "it has padding 1"),
    ("w3 for too few channels", {THIRD: "", "(h2, w3": "(h2[:, : w3.shape[1]], w3"},
     "w3 may be for fewer channels than w2 makes", AGREE),
    ("w3 for too many channels", {THIRD: "", "(h2, w3": "(h2, w3[:, : h2.shape[1]]"},
     "w3 may be for more channels than w2 makes", AGREE),
)
KNOWN = {"residual_block": (*BOTH, *RESIDUAL), "bottleneck_block": (*BOTH, *BOTTLENECK),
         "residual_block_backward": (*BACK.BOTH, *BACK.RESIDUAL),
         "bottleneck_block_backward": (*BACK.BOTH, *BACK.BOTTLENECK)}
# fmt: on
MISTAKES = tuple(
    Mistake(f"{of}: {name}", of, *said) for of, known in KNOWN.items() for name, *said in known
)
