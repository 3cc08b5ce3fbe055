import sys

import numpy as np

sys.setrecursionlimit(20000)

# I come from Haskell. No loops.


def conv2d(x, w, b, *, stride=1, padding=0):
    if stride < 1 or padding < 0 or x.shape[1] != w.shape[1]:
        raise ValueError("no")
    xp = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    kh, kw = w.shape[2:]
    if kh > xp.shape[2] or kw > xp.shape[3]:
        raise ValueError("no window fits")

    def dot(image, filt, k=0):
        # sum of products of two flat arrays, head and tail
        return 0.0 if k == image.size else image[k] * filt[k] + dot(image, filt, k + 1)

    def row(n, f, r, q=0):
        if q + kw > xp.shape[3]:
            return []
        here = dot(xp[n, :, r:r + kh, q:q + kw].ravel(), w[f].ravel()) + b[f]
        return [here] + row(n, f, r, q + stride)

    def rows(n, f, r=0):
        return [] if r + kh > xp.shape[2] else [row(n, f, r)] + rows(n, f, r + stride)

    def maps(n, f=0):
        return [] if f == len(w) else [rows(n, f)] + maps(n, f + 1)

    def samples(n=0):
        return [] if n == len(x) else [maps(n)] + samples(n + 1)

    return np.array(samples())


def conv2d_backward(dy, x, w, *, stride=1, padding=0):
    xp = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    kh, kw = w.shape[2:]
    oh, ow = dy.shape[2:]
    dxp, dw = np.zeros_like(xp), np.zeros_like(w)

    def visit(position):
        if position == oh * ow:
            return
        i, j = divmod(position, ow)
        r, q = slice(i * stride, i * stride + kh), slice(j * stride, j * stride + kw)
        g = dy[:, :, i, j]
        dw[...] += np.einsum("nf,nckl->fckl", g, xp[:, :, r, q])
        dxp[:, :, r, q] += np.einsum("nf,fckl->nckl", g, w)
        visit(position + 1)

    visit(0)
    h, wd = x.shape[2:]
    return dxp[:, :, padding:padding + h, padding:padding + wd], dw, dy.sum(axis=(0, 2, 3))


def dense_as_conv(weight, shape):
    # fold the last axis, one dimension after the other
    def fold(a, dims):
        return a if not dims else fold(a.reshape(a.shape[:-1] + (dims[0], a.shape[-1] // dims[0])), dims[1:])

    if weight.shape[-1] != shape[0] * shape[1] * shape[2]:
        raise ValueError("no")
    return fold(weight, shape[:2])


def conv1x1(x, w, b):
    if x.shape[1] != w.shape[1]:
        raise ValueError("no")

    def mix(c):
        # the channel and all that come after it
        c = c % x.shape[1]
        return w[None, :, c, None, None] * x[:, c:c + 1] + mix(c + 1)

    return mix(0) + b[:, None, None]
