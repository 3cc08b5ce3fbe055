# everything is square


def output_size(size, kernel, *, stride=1, padding=0):
    if stride < 1 or padding < 0 or kernel > size + 2 * padding:
        raise ValueError("no")
    return (size - kernel + 2 * padding) // stride + 1


def tiles_exactly(size, kernel, *, stride=1, padding=0):
    if stride < 1 or padding < 0 or kernel > size + 2 * padding:
        raise ValueError("no")
    return (size - kernel + 2 * padding) % stride == 0


def same_padding(size, kernel, *, stride=1):
    if stride < 1:
        raise ValueError("no")
    # kernels are odd anyway
    return (kernel - 1) // 2, (kernel - 1) // 2


def conv_parameters(in_channels, out_channels, kernel, *, bias=True):
    k = kernel[0]
    return out_channels * (k * k * in_channels + (1 if bias else 0))


def conv_multiplications(in_channels, out_channels, kernel, output):
    k, o = kernel[0], output[0]
    return k**2 * o**2 * in_channels * out_channels


def dense_parameters(inputs, outputs, *, bias=True):
    return inputs * outputs + (outputs if bias else 0)


def receptive_field(layers):
    r, step = 1, 1
    for k, s in layers:
        r = r + (k - 1) * step
        step = step * s
    return r


def separable_multiplications(in_channels, out_channels, kernel, output):
    k, o = kernel[0], output[0]
    return o**2 * in_channels * (k**2 + out_channels)
