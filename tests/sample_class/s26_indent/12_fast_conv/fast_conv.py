import numpy as np


def im2col(x, kernel, *, stride=1, padding=0):
    n, c, h, wd = x.shape
    kh, kw = kernel
    xp = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    oh = (h + 2 * padding - kh) // stride + 1
    ow = (wd + 2 * padding - kw) // stride + 1
    cols = np.zeros((n, c * kh * kw, oh * ow))
    for s in range(n):
        p = 0
        for i in range(oh):
            for j in range(ow):
                cols[s, :, p] = xp[s, :, stride*i:stride*i+kh, stride*j:stride*j+kw].ravel()
                p += 1
    return cols


def col2im(cols, shape, kernel, *, stride=1, padding=0):
    n, c, h, wd = shape
    kh, kw = kernel
    oh = (h + 2 * padding - kh) // stride + 1
    ow = (wd + 2 * padding - kw) // stride + 1
    xp = np.zeros((n, c, h + 2 * padding, wd + 2 * padding))
    for s in range(n):
        for i in range(oh):
            for j in range(ow):
                xp[s, :, stride*i:stride*i+kh, stride*j:stride*j+kw] += cols[s, :, i*ow+j].reshape(c, kh, kw)
        return xp[:, :, padding:padding+h, padding:padding+wd]


def conv2d_fast(x, w, b, *, stride=1, padding=0):
    n, c, h, wd = x.shape
    f, cw, kh, kw = w.shape
    if stride < 1 or padding < 0 or c != cw or kh > h + 2 * padding or kw > wd + 2 * padding:
        raise ValueError("conv2d_fast: arguments")
    cols = im2col(x, (kh, kw), stride=stride, padding=padding)
    oh = (h + 2 * padding - kh) // stride + 1
    y = np.zeros((n, f, cols.shape[2]))
    for s in range(n):
        y[s] = w.reshape(f, -1) @ cols[s]
        y[s] += b[:, None]
    return y.reshape(n, f, oh, -1)


def conv2d_fast_backward(dy, x, w, *, stride=1, padding=0):
    n, c, h, wd = x.shape
    f, _, kh, kw = w.shape
    cols = im2col(x, (kh, kw), stride=stride, padding=padding)
    dw = np.zeros((f, c * kh * kw))
    db = np.zeros(f)
    dcols = np.zeros(cols.shape)
    for s in range(n):
        d = dy[s].reshape(f, -1)
        dw += d @ cols[s].T
        db += d.sum(axis=1)
    dcols[s] = w.reshape(f, -1).T @ d
    dxp = np.zeros((n, c, h + 2 * padding, wd + 2 * padding))
    dcols.shape = (n, c, kh, kw) + dy.shape[2:]
    for k in range(kh):
        for l in range(kw):
            dxp[:, :, k:k+stride*dy.shape[2]:stride, l:l+stride*dy.shape[3]:stride] += dcols[:, :, k, l]
    return dxp[:, :, padding:padding+h, padding:padding+wd], dw.reshape(w.shape), db
