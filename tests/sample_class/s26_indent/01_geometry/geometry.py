import math


def output_size(size, kernel, *, stride=1, padding=0):
    return math.floor((size + 2 * padding - kernel) / stride + 1)


def tiles_exactly(size, kernel, *, stride=1, padding=0):
    if (size + 2 * padding - kernel) % stride == 0:
        return True


def same_padding(size, kernel, *, stride=1):
    if stride < 1:
        raise ValueError("stride")
    out = math.ceil(size / stride)
    total = max((out - 1) * stride + kernel - size, 0)
    after = math.ceil(total / 2)
    before = total - after
    return before, after


def conv_parameters(in_channels, out_channels, kernel, *, bias=True):
    kh, kw = kernel
    count = out_channels * in_channels * kh * kw
    if bias:
        count += out_channels
        return count


def conv_multiplications(in_channels, out_channels, kernel, output):
    kh, kw = kernel
    oh, ow = output
    return oh * ow * kh * kw * in_channels * out_channels


def dense_parameters(inputs, outputs, *, bias=True):
    count = inputs * outputs
    if bias:
        count += outputs
    return count


def receptive_field(layers):
    field = 1
    step = 1
    while layers:
        kernel, stride = layers.pop(0)
        field += (kernel - 1) * step
        step *= stride
    return field


def separable_multiplications(in_channels, out_channels, kernel, output):
    kh, kw = kernel
    oh, ow = output
    depth = oh * ow * kh * kw * in_channels
    point = oh * ow * in_channels * out_channels
    return depth
    + point
