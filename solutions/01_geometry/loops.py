"""01 Geometry, step by step: right, and what the catalogued mistakes are patches of."""


def output_size(size, kernel, *, stride=1, padding=0):
    if stride < 1:
        raise ValueError("stride out of range")
    if padding < 0:
        raise ValueError("padding out of range")
    padded = size + 2 * padding
    if kernel > padded:
        raise ValueError("kernel larger than the padded input")
    room = padded - kernel
    steps = room // stride
    return steps + 1


def tiles_exactly(size, kernel, *, stride=1, padding=0):
    if stride < 1:
        raise ValueError("stride out of range")
    if padding < 0:
        raise ValueError("padding out of range")
    padded = size + 2 * padding
    if kernel > padded:
        raise ValueError("kernel larger than the padded input")
    room = padded - kernel
    left_over = room % stride
    return left_over == 0


def same_padding(size, kernel, *, stride=1):
    if stride < 1:
        raise ValueError("stride out of range")
    positions = (size + stride - 1) // stride
    reach = (positions - 1) * stride + kernel
    total = max(0, reach - size)
    before = total // 2
    after = total - before
    return before, after


def conv_parameters(in_channels, out_channels, kernel, *, bias=True):
    KH, KW = kernel
    weights = KH * KW * in_channels
    biases = 1 if bias else 0
    return out_channels * (weights + biases)


def conv_multiplications(in_channels, out_channels, kernel, output):
    KH, KW = kernel
    OH, OW = output
    each = KH * KW * in_channels
    outputs = OH * OW * out_channels
    return outputs * each


def dense_parameters(inputs, outputs, *, bias=True):
    weights = inputs * outputs
    biases = outputs if bias else 0
    return weights + biases


def receptive_field(layers):
    field = 1
    jump = 1
    for kernel, stride in layers:
        field += (kernel - 1) * jump
        jump *= stride
    return field


def separable_multiplications(in_channels, out_channels, kernel, output):
    KH, KW = kernel
    OH, OW = output
    depthwise = OH * OW * in_channels * KH * KW
    pointwise = OH * OW * in_channels * out_channels
    return depthwise + pointwise
