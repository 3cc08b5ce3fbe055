import numpy as np


def _check(k, padded, s, p):
    if s < 1 or p < 0 or k > padded:
        raise ValueError(f"impossible: kernel {k}, padded {padded}, stride {s}, padding {p}")


def output_size(size, kernel, *, stride=1, padding=0):
    _check(kernel, size + 2 * padding, stride, padding)
    return np.floor_divide(size + 2 * padding - kernel, stride) + 1


def tiles_exactly(size, kernel, *, stride=1, padding=0):
    _check(kernel, size + 2 * padding, stride, padding)
    return np.mod(size + 2 * padding - kernel, stride) == 0


def same_padding(size, kernel, *, stride=1):
    if stride < 1:
        raise ValueError("stride < 1")
    positions = np.ceil(size / stride).astype(int)
    total = np.maximum((positions - 1) * stride + kernel - size, 0)
    return [total // 2, total - total // 2]


def conv_parameters(in_channels, out_channels, kernel, *, bias=True):
    return np.prod((out_channels, in_channels, *kernel)) + bias * out_channels


def conv_multiplications(in_channels, out_channels, kernel, output):
    return np.prod((out_channels, in_channels, *kernel, *output))


def dense_parameters(inputs, outputs, *, bias=True):
    return np.dot([inputs, int(bias)], [outputs, outputs])


def receptive_field(layers):
    kernels, strides = np.array(layers).T
    jumps = np.cumprod(np.concatenate(([1], strides[:-1])))
    return 1 + np.einsum("i,i->", kernels - 1, jumps)


def separable_multiplications(in_channels, out_channels, kernel, output):
    per_position = np.dot([in_channels, in_channels], [np.prod(kernel), out_channels])
    return np.prod(output) * per_position
