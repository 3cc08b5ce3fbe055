import numpy as np


def zero_pad2d(x, *, top=0, bottom=0, left=0, right=0):
    if any(s < 0 for s in (top, bottom, left, right)):
        raise ValueError(f"negative padding: {(top, bottom, left, right)}")
    # selection matrices: padding is linear, so it is two matrix products
    H, W = x.shape[-2:]
    rows = np.eye(top + H + bottom)[:, top:top + H]
    cols = np.eye(left + W + right)[:, left:left + W]
    return np.einsum("ri,ncij,qj->ncrq", rows, x, cols)


def zero_pad2d_backward(dy, *, top=0, bottom=0, left=0, right=0):
    # the transpose of the same two products
    H, W = dy.shape[-2] - top - bottom, dy.shape[-1] - left - right
    rows = np.eye(dy.shape[-2])[:, top:top + H]
    cols = np.eye(dy.shape[-1])[:, left:left + W]
    return np.einsum("ri,ncrq,qj->ncij", rows, dy, cols)


def same_pad2d(x, kernel, *, stride=1):
    if stride < 1:
        raise ValueError("stride < 1")
    size, kernel = np.array(x.shape[-2:]), np.array(kernel)
    positions = np.ceil(size / stride).astype(int)
    total = np.maximum((positions - 1) * stride + kernel - size, 0)
    before = total // 2
    after = total - before
    return zero_pad2d(x, top=before[0], bottom=after[0], left=before[1], right=after[1])
