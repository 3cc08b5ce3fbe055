"""01 Geometry: how large a feature map is, how many numbers a layer learns, and what it costs.

No arrays yet: numbers in, numbers out. `size`, `kernel`, `stride` and `padding` belong to one axis
and are integers; where both axes matter, `kernel` is a pair (KH, KW) and `output` a pair (OH, OW).
"""

### BEGIN SOLUTION
from math import prod


def _room(size, kernel, stride, padding):
    """Return how many cells a window can move by; raise ValueError where there can be none."""
    if stride < 1 or padding < 0:
        raise ValueError(f"stride {stride} must be at least 1, padding {padding} at least 0")
    if kernel > size + 2 * padding:
        raise ValueError(f"a kernel of {kernel} does not fit {size} + 2·{padding}")
    return size + 2 * padding - kernel


### END SOLUTION
def output_size(size, kernel, *, stride=1, padding=0):
    """Count the windows of length `kernel` along an axis of length `size`, as an int.

    `padding` cells are added at both ends first. Windows start every `stride` cells; cells that are
    left over at the end belong to no window.

    Raises ValueError when kernel > size + 2·padding, stride < 1 or padding < 0.
    """
    ### BEGIN SOLUTION
    return _room(size, kernel, stride, padding) // stride + 1
    ### END SOLUTION


def tiles_exactly(size, kernel, *, stride=1, padding=0):
    """Tell, as True or False, whether the last window ends where the padded axis ends.

    Raises ValueError when kernel > size + 2·padding, stride < 1 or padding < 0.
    """
    ### BEGIN SOLUTION
    return _room(size, kernel, stride, padding) % stride == 0
    ### END SOLUTION


def same_padding(size, kernel, *, stride=1):
    """Return (before, after): the cells to add so that there are ceil(size / stride) windows.

    As few cells as will do, none where the axis is long enough; an odd one goes after.

    Raises ValueError when stride < 1.
    """
    ### BEGIN SOLUTION
    if stride < 1:
        raise ValueError(f"stride {stride} must be at least 1")
    positions = -(-size // stride)
    total = max(0, (positions - 1) * stride + kernel - size)
    return total // 2, total - total // 2
    ### END SOLUTION


def conv_parameters(in_channels, out_channels, kernel, *, bias=True):
    """Count what a convolutional layer learns: out_channels filters, a bias for each if `bias`.

    kernel: a pair (KH, KW). A filter has KH·KW weights for each of the in_channels.
    """
    ### BEGIN SOLUTION
    return out_channels * (in_channels * prod(kernel) + bool(bias))
    ### END SOLUTION


def conv_multiplications(in_channels, out_channels, kernel, output):
    """Count the multiplications in which a convolutional layer makes its feature maps.

    kernel: a pair (KH, KW); output: a pair (OH, OW), the size of each of the out_channels maps.
    """
    ### BEGIN SOLUTION
    return prod(output) * out_channels * in_channels * prod(kernel)
    ### END SOLUTION


def dense_parameters(inputs, outputs, *, bias=True):
    """Count what a dense layer learns: a weight for each pair, a bias for each output if `bias`."""
    ### BEGIN SOLUTION
    return outputs * (inputs + bool(bias))
    ### END SOLUTION


def receptive_field(layers):
    """Return how many pixels of the input, along one axis, reach one number of the last layer.

    layers: a list of pairs (kernel, stride), from the input up.
    """
    ### BEGIN SOLUTION
    field, jump = 1, 1
    for kernel, stride in layers:
        field += (kernel - 1) * jump
        jump *= stride
    return field
    ### END SOLUTION


def separable_multiplications(in_channels, out_channels, kernel, output):
    """Count the multiplications of a depthwise convolution followed by a pointwise one.

    kernel: a pair (KH, KW), of the depthwise filters; output: a pair (OH, OW), of both layers.
    """
    ### BEGIN SOLUTION
    depthwise = prod(output) * in_channels * prod(kernel)
    pointwise = prod(output) * in_channels * out_channels
    return depthwise + pointwise
    ### END SOLUTION
