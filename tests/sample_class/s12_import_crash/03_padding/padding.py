import numpy as np
import matplotlib.pyplot as plt

photo = plt.imread("cat.png")  # my test picture
photo = photo.transpose(2, 0, 1)[None]


def zero_pad2d(x, *, top=0, bottom=0, left=0, right=0):
    if sum(v < 0 for v in (top, bottom, left, right)):
        raise ValueError("negative")
    y = np.zeros(x.shape[:2] + (x.shape[2] + top + bottom, x.shape[3] + left + right))
    y[..., top:y.shape[2] - bottom, left:y.shape[3] - right] = x
    return y


padded = zero_pad2d(photo, top=20, bottom=20)
plt.imshow(padded[0].transpose(1, 2, 0))


def zero_pad2d_backward(dy, *, top=0, bottom=0, left=0, right=0):
    return dy[..., top:dy.shape[2] - bottom, left:dy.shape[3] - right].copy()


def same_pad2d(x, kernel, *, stride=1):
    if stride < 1:
        raise ValueError("stride")
    total = [max((-(-s // stride) - 1) * stride + k - s, 0) for s, k in zip(x.shape[2:], kernel)]
    return zero_pad2d(x, top=total[0] // 2, bottom=(total[0] + 1) // 2, left=total[1] // 2, right=(total[1] + 1) // 2)


plt.show()
