"""01 Geometry: how large a feature map is, how many numbers a layer learns, and what it costs.

No arrays yet: numbers in, numbers out. `size`, `kernel`, `stride` and `padding` belong to one axis
and are integers; where both axes matter, `kernel` is a pair (KH, KW) and `output` a pair (OH, OW).
"""


def output_size(size, kernel, *, stride=1, padding=0):
    """Count the windows of length `kernel` along an axis of length `size`, as an int.

    `padding` cells are added at both ends first. Windows start every `stride` cells; cells that are
    left over at the end belong to no window.

    Raises ValueError when kernel > size + 2·padding, stride < 1 or padding < 0.
    """
    # Your code here.
    raise NotImplementedError


def tiles_exactly(size, kernel, *, stride=1, padding=0):
    """Tell, as True or False, whether the last window ends where the padded axis ends.

    Raises ValueError when kernel > size + 2·padding, stride < 1 or padding < 0.
    """
    # Your code here.
    raise NotImplementedError


def same_padding(size, kernel, *, stride=1):
    """Return (before, after): the cells to add so that there are ceil(size / stride) windows.

    As few cells as will do, none where the axis is long enough; an odd one goes after.

    Raises ValueError when stride < 1.
    """
    # Your code here.
    raise NotImplementedError


def conv_parameters(in_channels, out_channels, kernel, *, bias=True):
    """Count what a convolutional layer learns: out_channels filters, a bias for each if `bias`.

    kernel: a pair (KH, KW). A filter has KH·KW weights for each of the in_channels.
    """
    # Your code here.
    raise NotImplementedError


def conv_multiplications(in_channels, out_channels, kernel, output):
    """Count the multiplications in which a convolutional layer makes its feature maps.

    kernel: a pair (KH, KW); output: a pair (OH, OW), the size of each of the out_channels maps.
    """
    # Your code here.
    raise NotImplementedError


def dense_parameters(inputs, outputs, *, bias=True):
    """Count what a dense layer learns: a weight for each pair, a bias for each output if `bias`."""
    # Your code here.
    raise NotImplementedError


def receptive_field(layers):
    """Return how many pixels of the input, along one axis, reach one number of the last layer.

    layers: a list of pairs (kernel, stride), from the input up.
    """
    # Your code here.
    raise NotImplementedError


def separable_multiplications(in_channels, out_channels, kernel, output):
    """Count the multiplications of a depthwise convolution followed by a pointwise one.

    kernel: a pair (KH, KW), of the depthwise filters; output: a pair (OH, OW), of both layers.
    """
    # Your code here.
    raise NotImplementedError
