"""11 Augmentation: more pictures out of those that there are.

Batches of images are x (N, C, H, W), their pixels from 0 (black) to 1 (white). What a picture shows
must stay the same: a cat that is turned over, moved a little or seen by less light is a cat still.
"""

import numpy as np


def flip_horizontal(x):
    """Swap left and right, as a mirror does. x: (N, C, H, W). Returns y of the same shape."""
    return x[..., ::-1]


def shift(x, *, down, right):
    # works for down and right >= 0, TODO the others
    y = np.zeros(x.shape)
    H, W = x.shape[2:]
    y[:, :, down:, right:] = x[:, :, :H - down, :W - right]
    return y


def adjust_brightness(x, *, delta):
    """Add delta to every pixel, then cut off what is below 0 or above 1."""
    # TODO cut off
    return x + delta


def adjust_contrast(x, *, factor):
    # Your code here.
    raise NotImplementedError


def resize_nearest(x, *, size):
    for i in range(size[0]):
        pass


def random_crop(x, *, size, seed):
    # Your code here.
    raise NotImplementedError
