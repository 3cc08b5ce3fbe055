def output_size(size, kernel, *, stride=1, padding=0):
    if stride < 1:
        raise ValueError("stride")
    if padding < 0:
        raise ValueError("padding")
    if kernel > size + 2 * padding:
        raise ValueError("kernel")
    return (size - kernel + 2 * padding) / stride + 1


def tiles_exactly(size, kernel, *, stride=1, padding=0):
    # it fits if the number of outputs is a whole number
    return output_size(size, kernel, stride=stride, padding=padding) % 1 == 0


def same_padding(size, kernel, *, stride=1):
    if stride < 1:
        raise ValueError("stride")
    out = -(-size // stride)
    total = (out - 1) * stride + kernel - size
    return total // 2, total - total // 2


def conv_parameters(in_channels, out_channels, kernel, *, bias=True):
    n = kernel[0] * kernel[1] * in_channels * out_channels
    # one bias for every channel
    return n + in_channels if bias else n


def conv_multiplications(in_channels, out_channels, kernel, output):
    return kernel[0] * kernel[1] * in_channels * out_channels * output[0] * output[1]


def dense_parameters(inputs, outputs, *, bias=True):
    return inputs * outputs + 1 if bias else inputs * outputs


def receptive_field(layers):
    field = 1
    for kernel, stride in layers:
        field = field + (kernel - 1) * stride
    return field


def separable_multiplications(in_channels, out_channels, kernel, output):
    normal = conv_multiplications(in_channels, out_channels, kernel, output)
    return normal * (1 / out_channels + 1 / (kernel[0] * kernel[1]))
