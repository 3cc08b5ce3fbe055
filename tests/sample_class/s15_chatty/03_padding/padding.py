import numpy as np


def zero_pad2d(x, *, top=0, bottom=0, left=0, right=0):
    print("zero_pad2d called with", x.shape, top, bottom, left, right)
    if min([top, bottom, left, right]) < 0:
        print("negative!!")
        raise ValueError("negative amount")
    y = np.pad(x, ((0, 0), (0, 0), (top, bottom), (left, right)))
    print("y =", y)
    return y


def zero_pad2d_backward(dy, *, top=0, bottom=0, left=0, right=0):
    print("zero_pad2d_backward, dy =", dy)
    end_row = dy.shape[2] - bottom
    end_col = dy.shape[3] - right
    print("rows", top, "to", end_row, "columns", left, "to", end_col)
    return dy[:, :, top:end_row, left:end_col]


def same_pad2d(x, kernel, *, stride=1):
    print("same_pad2d", x.shape, kernel, stride)
    if stride < 1:
        raise ValueError("stride must be at least 1 but is %d" % stride)
    rows = max((int(np.ceil(x.shape[2] / stride)) - 1) * stride + kernel[0] - x.shape[2], 0)
    cols = max((int(np.ceil(x.shape[3] / stride)) - 1) * stride + kernel[1] - x.shape[3], 0)
    print("rows to add:", rows, "columns to add:", cols)
    return zero_pad2d(x, top=rows // 2, bottom=rows - rows // 2, left=cols // 2, right=cols - cols // 2)
