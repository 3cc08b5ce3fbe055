"""04 합성곱: 푸리에 변환으로 계산한다."""

import numpy as np


def correlate(a, b, axes_sum):
    """두 영상의 상호상관. a와 b는 이미 broadcast 할 수 있는 모양이다."""
    size = a.shape[-2] + b.shape[-2] - 1, a.shape[-1] + b.shape[-1] - 1
    product = np.fft.rfft2(a, size) * np.conj(np.fft.rfft2(b, size))
    return np.fft.irfft2(product.sum(axis=axes_sum), size)


def 패딩(x, p):
    return np.pad(x, ((0, 0), (0, 0), (p, p), (p, p)))


def conv2d(x, w, b, *, stride=1, padding=0):
    if stride < 1 or padding < 0:
        raise ValueError("stride는 1 이상, padding은 0 이상이어야 합니다")
    if x.shape[1] != w.shape[1]:
        raise ValueError("채널 수가 다릅니다")
    xp = 패딩(x, padding)
    if any(k > s for k, s in zip(w.shape[2:], xp.shape[2:])):
        raise ValueError("필터가 입력보다 큽니다")
    OH, OW = xp.shape[2] - w.shape[2] + 1, xp.shape[3] - w.shape[3] + 1
    y = correlate(xp[:, None], w[None], 2)[:, :, :OH, :OW]
    return y[:, :, ::stride, ::stride] + b[:, None, None]


def 벌리기(dy, stride, shape):
    """stride 만큼 사이를 0으로 채운다."""
    wide = np.zeros(dy.shape[:2] + shape)
    wide[:, :, : dy.shape[2] * stride : stride, : dy.shape[3] * stride : stride] = dy
    return wide


def conv2d_backward(dy, x, w, *, stride=1, padding=0):
    xp = 패딩(x, padding)
    KH, KW = w.shape[2:]
    wide = 벌리기(dy, stride, (xp.shape[2] - KH + 1, xp.shape[3] - KW + 1))
    dw = correlate(xp[:, None], wide[:, :, None], 0)[:, :, :KH, :KW]
    # dx: 진짜 합성곱 (켤레 없이)
    size = xp.shape[2:]
    product = np.fft.rfft2(wide[:, :, None], size) * np.fft.rfft2(w[None], size)
    dxp = np.fft.irfft2(product.sum(axis=1), size)
    p, (H, W) = padding, x.shape[2:]
    return dxp[:, :, p : p + H, p : p + W], dw, dy.sum(axis=(0, 2, 3))


def dense_as_conv(weight, shape):
    if weight.shape[1] != np.prod(shape):
        raise ValueError("열의 수가 C*H*W가 아닙니다")
    return np.asfortranarray(weight.reshape(-1, *shape))


def conv1x1(x, w, b):
    if x.shape[1] != w.shape[1]:
        raise ValueError("채널 수가 다릅니다")
    return np.moveaxis(np.moveaxis(x, 1, -1) @ w.T + b, -1, 1)
