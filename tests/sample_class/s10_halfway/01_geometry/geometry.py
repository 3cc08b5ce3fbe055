"""01 Geometry: how large a feature map is, how many numbers a layer learns, and what it costs."""


def output_size(size, kernel, *, stride=1, padding=0):
    """Count the windows of length `kernel` along an axis of length `size`, as an int."""
    if stride < 1 or padding < 0 or size + 2 * padding < kernel:
        raise ValueError("does not fit")
    return (size + 2 * padding - kernel) // stride + 1


def tiles_exactly(size, kernel, *, stride=1, padding=0):
    """Tell, as True or False, whether the last window ends where the padded axis ends."""
    # Your code here.
    raise NotImplementedError


def same_padding(size, kernel, *, stride=1):
    """Return (before, after): the cells to add so that there are ceil(size / stride) windows."""
    pass


def conv_parameters(in_channels, out_channels, kernel, *, bias=True):
    """Count what a convolutional layer learns."""
    return out_channels * (in_channels * kernel[0] * kernel[1] + (1 if bias else 0))


def conv_multiplications(in_channels, out_channels, kernel, output):
    """Count the multiplications in which a convolutional layer makes its feature maps."""
    return in_channels * out_channels * kernel[0] * kernel[1] * output[0] * output[1]


def dense_parameters(inputs, outputs, *, bias=True):
    """Count what a dense layer learns."""
    if bias:
        return outputs * (inputs + 1)
    return outputs * inputs


def receptive_field(layers):
    """Return how many pixels of the input, along one axis, reach one number of the last layer."""
    # TODO ask how strides multiply
    raise NotImplementedError
