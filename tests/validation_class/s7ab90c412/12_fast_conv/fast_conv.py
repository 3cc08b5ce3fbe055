import numpy as np

from padding import zero_pad2d


class Shape:
    """All numbers of one convolution."""

    def __init__(self, image, kernel, stride, padding):
        self.kh, self.kw = (int(k) for k in kernel)
        self.s, self.p = stride, padding
        if stride < 1 or padding < 0:
            raise ValueError(f"stride {stride}, padding {padding}")
        h, w = image[0] + 2 * padding - self.kh, image[1] + 2 * padding - self.kw
        if min(h, w) < 0:
            raise ValueError("the kernel does not fit")
        self.oh, self.ow = h // stride + 1, w // stride + 1

    def offsets(self):
        for i in range(self.kh):
            for j in range(self.kw):
                yield i, j, np.s_[
                    ..., i : i + self.oh * self.s : self.s, j : j + self.ow * self.s : self.s
                ]


def im2col(x, kernel, *, stride=1, padding=0):
    shape = Shape(x.shape[2:], kernel, stride, padding)
    xp = zero_pad2d(x, top=padding, bottom=padding + stride, left=padding, right=padding + stride)
    parts = [xp[cut][:, :, : shape.oh, : shape.ow] for _, _, cut in shape.offsets()]
    cols = np.stack(parts, axis=2)
    return cols.reshape(len(x), -1, shape.oh * shape.ow)


def col2im(cols, shape, kernel, *, stride=1, padding=0):
    n, c, h, w = shape
    about = Shape((h, w), kernel, stride, padding)
    blocks = np.reshape(cols, (n, c, about.kh * about.kw, about.oh, about.ow))
    dx = np.zeros((n, c, h + 2 * padding + stride, w + 2 * padding + stride))
    for k, (_, _, cut) in enumerate(about.offsets()):
        dx[cut] += blocks[:, :, k]
    return dx[:, :, padding : h + padding, padding : w + padding].copy()


def conv2d_fast(x, w, b, *, stride=1, padding=0):
    if x.shape[1] != w.shape[1]:
        raise ValueError("x and w disagree about the channels")
    about = Shape(x.shape[2:], w.shape[2:], stride, padding)
    flat = w.reshape(len(w), -1)
    y = np.stack([flat @ c for c in im2col(x, w.shape[2:], stride=stride, padding=padding)])
    return (y + b[:, None]).reshape(len(x), len(w), about.oh, about.ow)


def conv2d_fast_backward(dy, x, w, *, stride=1, padding=0):
    flat, kernel = w.reshape(len(w), -1), w.shape[2:]
    dw, dx = np.zeros(flat.shape), np.zeros(x.shape)
    for n, one in enumerate(dy.reshape(len(dy), len(w), -1)):
        cols = im2col(x[n : n + 1], kernel, stride=stride, padding=padding)[0]
        dw += one @ cols.T
        part = col2im((flat.T @ one)[None], (1, *x.shape[1:]), kernel, stride=stride, padding=padding)
        dx[n] = part[0]
    return [dx, dw.reshape(w.shape), np.einsum("nfhw->f", dy)]
