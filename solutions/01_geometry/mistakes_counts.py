"""What students get wrong in 01_geometry about parameters, multiplications and what is seen."""

# Hints that several have.
INT = "an array's shape needs ints: // keeps them, int(…) makes one"
ONE_EACH = "one bias for every filter, out_channels in all"
FLAG = "biases count only where bias is True"
FILTER = "a filter has KH * KW weights for each of the input channels"
EACH = "one output costs KH * KW * in_channels; there are OH * OW * out_channels of them"
PER_OUTPUT = "one bias for every output"
JUMP = "a layer adds (kernel - 1) times the product of all strides below it"
TWO = "per position, depthwise costs in_channels * KH * KW, pointwise in_channels * out_channels"

BIASES, BOTH = "1 if bias else 0", "out_channels * (weights + biases)"
WEIGHTS, OUTPUTS, COST = "KH * KW * in_channels", "OH * OW * out_channels", "outputs * each"
DENSE_BIASES, SEEN = "outputs if bias else 0", "(kernel - 1) * jump"
DEPTH, POINT, SUM = (
    "OH * OW * in_channels * KH * KW",
    "OH * OW * in_channels * out_channels",
    ("depthwise + pointwise"),
)

# What can be wrong, how, what it looks like, and what to do about it.
# fmt: off
CONV_PARAMETERS = (
    ("bias left out", {BIASES: "0"}, "biases are not counted", ONE_EACH),
    ("bias always", {BIASES: "1"}, "biases are counted with bias=False too", FLAG),
    ("bias turned round", {BIASES: "0 if bias else 1"},
     "biases are counted where bias is False", FLAG),
    ("bias per input channel", {BOTH: "out_channels * weights + in_channels * biases"},
     "there is a bias for every input channel in place of every filter", ONE_EACH),
    ("bias per channel of a filter", {BOTH: "out_channels * (weights + in_channels * biases)"},
     "every filter has a bias for each of its channels", ONE_EACH),
    ("one bias in all", {BOTH: "out_channels * weights + biases"},
     "there is one bias for the whole layer", ONE_EACH),
    ("bias per weight", {BIASES: "weights if bias else 0"},
     "there is a bias for every weight", ONE_EACH),
    ("one channel", {WEIGHTS: "KH * KW"}, "filters have a single channel", FILTER),
    ("one filter", {BOTH: "weights + biases"},
     "a single filter is counted", "there are out_channels filters"),
    ("square kernels", {WEIGHTS: "KH * KH * in_channels"},
     "the kernel's height is used for its width too", FILTER),
    ("kernel added up", {WEIGHTS: "(KH + KW) * in_channels"},
     "height and width of the kernel are added", FILTER),
    ("channels added up", {WEIGHTS: "KH * KW", BOTH: "(in_channels + out_channels) * weights"
                                                     " + out_channels * biases"},
     "input and output channels are added", FILTER),
    ("float", {"return ": "return 1.0 * "}, "the answer is a float", INT),
)
MULTIPLICATIONS = (
    ("a single window", {COST: "out_channels * each"},
     "the size of the output does not count: that is one window's cost, or the parameters", EACH),
    ("one filter", {OUTPUTS: "OH * OW"}, "a single filter is counted", EACH),
    ("one channel", {WEIGHTS: "KH * KW"}, "a single input channel is counted", EACH),
    ("kernel left out", {WEIGHTS: "in_channels"},
     "the kernel is left out, as if it were 1x1", EACH),
    ("input channels for output channels", {OUTPUTS: "OH * OW * in_channels"},
     "the input's channels are counted twice, the output's never", EACH),
    ("square kernels", {WEIGHTS: "KH * KH * in_channels"},
     "the kernel's height is used for its width too", EACH),
    ("square outputs", {OUTPUTS: "OH * OH * out_channels"},
     "the output's height is used for its width too", EACH),
    ("kernel added up", {WEIGHTS: "(KH + KW) * in_channels"},
     "height and width of the kernel are added", EACH),
    ("biases too", {COST: "outputs * (each + 1)"},
     "the bias is counted, which is added and not multiplied", "count multiplications only"),
    ("additions too", {COST: "2 * outputs * each"},
     "additions are counted too", "count multiplications only"),
    ("added up", {COST: "outputs + each"},
     "outputs and weights are added", "every output costs that many: multiply"),
    ("input pixels", {OUTPUTS: "(OH + KH - 1) * (OW + KW - 1) * out_channels"},
     "every pixel of the input has a window of its own", "there are OH * OW windows"),
    ("float", {"return ": "return 1.0 * "}, "the answer is a float", INT),
)
DENSE = (
    ("bias left out", {DENSE_BIASES: "0"}, "biases are not counted", PER_OUTPUT),
    ("bias always", {DENSE_BIASES: "outputs"}, "biases are counted with bias=False too", FLAG),
    ("bias turned round", {DENSE_BIASES: "0 if bias else outputs"},
     "biases are counted where bias is False", FLAG),
    ("bias per input", {DENSE_BIASES: "inputs if bias else 0"},
     "there is a bias for every input", PER_OUTPUT),
    ("one bias in all", {DENSE_BIASES: "1 if bias else 0"},
     "there is one bias for the whole layer", PER_OUTPUT),
    ("bias per weight", {DENSE_BIASES: "weights if bias else 0"},
     "there is a bias for every weight", PER_OUTPUT),
    ("added up", {"inputs * outputs": "inputs + outputs"},
     "inputs and outputs are added", "every output has a weight for every input"),
    ("one output", {"inputs * outputs": "inputs"},
     "the weights of a single output are counted", "every output has a weight for every input"),
    ("float", {"return ": "return 1.0 * "}, "the answer is a float", INT),
)
FIELD = (
    ("kernel in place of kernel - 1", {SEEN: "kernel * jump"},
     "every layer adds its whole kernel: the pixel in the middle is counted again", JUMP),
    ("kernels added up", {"field = 1": "field = 0", SEEN: "kernel"},
     "the kernels are added up", JUMP),
    ("kernels multiplied", {f"field += {SEEN}": "field *= kernel"},
     "the kernels are multiplied", JUMP),
    ("strides ignored", {SEEN: "(kernel - 1)"}, "the strides are ignored", JUMP),
    ("own stride", {SEEN: "(kernel - 1) * stride"},
     "a layer's own stride is used in place of those below it", JUMP),
    ("own stride too", {f"        field += {SEEN}\n        jump *= stride":
                        f"        jump *= stride\n        field += {SEEN}"},
     "a layer's own stride is multiplied in before its kernel is added", JUMP),
    ("last stride only", {"jump *= stride": "jump = stride"},
     "only the stride of the layer just below is used", JUMP),
    ("strides added up", {"jump *= stride": "jump += stride"},
     "the strides are added up", "strides multiply: jump *= stride"),
    ("from the output down", {"in layers": "in reversed(layers)"},
     "the layers are taken in the wrong order", "layers start at the input"),
    ("kernel and stride swapped", {"for kernel, stride in": "for stride, kernel in"},
     "pairs are read as (stride, kernel)", "they are (kernel, stride)"),
    ("starts at 0", {"field = 1": "field = 0"},
     "one pixel is missing", "no layer at all sees 1 pixel: start there"),
    ("= for +=", {"field += ": "field = 1 + "},
     "only the last layer is counted: = in place of +=", "field += …"),
    ("odd kernels only", {SEEN: "2 * (kernel // 2) * jump"},
     "kernel // 2 is added on both sides, which is right for odd kernels only", JUMP),
    ("returns inside the loop", {"\n    return": "\n        return"},
     "`return` stands inside the loop, so only the first layer is counted",
     "move `return` left, out of the loop"),
    ("turns the list round", {"    return field": "    layers.reverse()\n    return field"},
     "the caller's list is changed", "go through it with a for loop"),
    ("float", {"return field": "return float(field)"}, "the answer is a float", INT),
)
SEPARABLE = (
    ("depthwise only", {SUM: "depthwise"}, "the pointwise layer is left out", TWO),
    ("pointwise only", {SUM: "pointwise"}, "the depthwise layer is left out", TWO),
    ("multiplied", {SUM: "depthwise * pointwise"},
     "the two layers' costs are multiplied", "the layers come one after the other: add"),
    ("an ordinary convolution", {SUM: "depthwise * out_channels"},
     "that is the cost of an ordinary convolution", TWO),
    ("depthwise sees all channels", {DEPTH: f"{DEPTH} * out_channels"},
     "the depthwise layer is counted as an ordinary convolution", TWO),
    ("depthwise on the outputs", {DEPTH: "OH * OW * out_channels * KH * KW"},
     "the depthwise layer has as many filters as outputs",
     "it has one filter for each input channel"),
    ("pointwise with the kernel", {POINT: f"{POINT} * KH * KW"},
     "the pointwise layer has the kernel too", "its filters are 1x1"),
    ("pointwise to the same channels", {POINT: "OH * OW * in_channels * in_channels"},
     "the pointwise layer gives as many channels as it gets", TWO),
    ("a single window", {DEPTH: "in_channels * KH * KW", POINT: "in_channels * out_channels"},
     "the size of the output does not count: those are the parameters", TWO),
    ("output left out of pointwise", {POINT: "in_channels * out_channels"},
     "the pointwise layer is counted for one position only", TWO),
    ("square kernels", {DEPTH: "OH * OW * in_channels * KH * KH"},
     "the kernel's height is used for its width too", TWO),
    ("square outputs", {DEPTH: "OH * OH * in_channels * KH * KW",
                        POINT: "OH * OH * in_channels * out_channels"},
     "the output's height is used for its width too", TWO),
    ("additions too", {SUM: "2 * (depthwise + pointwise)"},
     "additions are counted too", "count multiplications only"),
    ("ratio", {SUM: "1 / out_channels + 1 / (KH * KW)"},
     "the ratio to an ordinary convolution is returned", TWO),
    ("float", {"return ": "return 1.0 * "}, "the answer is a float", INT),
)
KNOWN = {
    "conv_parameters": CONV_PARAMETERS, "conv_multiplications": MULTIPLICATIONS,
    "dense_parameters": DENSE, "receptive_field": FIELD, "separable_multiplications": SEPARABLE,
}
# fmt: on
