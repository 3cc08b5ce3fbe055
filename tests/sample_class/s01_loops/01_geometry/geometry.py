"""01 Geometry. I count everything one by one where I can."""


def output_size(size, kernel, *, stride=1, padding=0):
    if stride < 1:
        raise ValueError("stride must be at least 1")
    if padding < 0:
        raise ValueError("padding must not be negative")
    length = size + padding + padding
    if kernel > length:
        raise ValueError("kernel does not fit")
    count = 0
    start = 0
    while start + kernel <= length:
        count += 1
        start += stride
    return count


def tiles_exactly(size, kernel, *, stride=1, padding=0):
    count = output_size(size, kernel, stride=stride, padding=padding)
    end = (count - 1) * stride + kernel
    return end == size + 2 * padding


def same_padding(size, kernel, *, stride=1):
    if stride < 1:
        raise ValueError("stride must be at least 1")
    # number of windows that SAME wants, rounded up
    count = 0
    while count * stride < size:
        count += 1
    end = (count - 1) * stride + kernel
    before = after = 0
    # add cells one at a time, the first one after
    while size + before + after < end:
        if after > before:
            before += 1
        else:
            after += 1
    return before, after


def conv_parameters(in_channels, out_channels, kernel, *, bias=True):
    total = 0
    for f in range(out_channels):
        for c in range(in_channels):
            total += kernel[0] * kernel[1]
        if bias:
            total += 1
    return total


def conv_multiplications(in_channels, out_channels, kernel, output):
    total = 0
    for f in range(out_channels):
        for c in range(in_channels):
            total += kernel[0] * kernel[1] * output[0] * output[1]
    return total


def dense_parameters(inputs, outputs, *, bias=True):
    total = 0
    for m in range(outputs):
        total += inputs
        if bias:
            total += 1
    return total


def receptive_field(layers):
    # which pixels does the first number of the last layer see? from the top down
    first, last = 0, 0
    for i in range(len(layers) - 1, -1, -1):
        kernel, stride = layers[i]
        first = first * stride
        last = last * stride + kernel - 1
    return last - first + 1


def separable_multiplications(in_channels, out_channels, kernel, output):
    total = 0
    for i in range(output[0]):
        for j in range(output[1]):
            total += in_channels * kernel[0] * kernel[1]
            total += in_channels * out_channels
    return total
