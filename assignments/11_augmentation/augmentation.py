"""11 Augmentation: more pictures out of those that there are.

Batches of images are x (N, C, H, W), their pixels from 0 (black) to 1 (white). What a picture shows
must stay the same: a cat that is turned over, moved a little or seen by less light is a cat still.
"""

import numpy as np


def flip_horizontal(x):
    """Swap left and right, as a mirror does. x: (N, C, H, W). Returns y of the same shape."""
    # Your code here.
    raise NotImplementedError


def shift(x, *, down, right):
    """Move every image by whole pixels; zeros come in where nothing moves to.

    x: (N, C, H, W). down and right: whole numbers of any size; negative ones move up and left.
    What leaves an image is lost. Returns y of the same shape.
    """
    # Your code here.
    raise NotImplementedError


def adjust_brightness(x, *, delta):
    """Add delta to every pixel, then cut off what is below 0 or above 1.

    x: (N, C, H, W); delta: a number, negative for darker. Returns y of the same shape.
    """
    # Your code here.
    raise NotImplementedError


def adjust_contrast(x, *, factor):
    """Multiply every pixel's distance from its image's mean by factor, then cut off at 0 and 1.

    x: (N, C, H, W); factor: a number >= 0, below 1 for less contrast. Each image has one mean, over
    all its channels and pixels. Returns y of the same shape.
    """
    # Your code here.
    raise NotImplementedError


def rotate90(x, *, turns):
    """Turn every image counterclockwise by a quarter turn, `turns` times.

    x: (N, C, H, W); turns: any whole number, negative ones turn clockwise. Returns y of shape
    (N, C, H, W) when turns is even, (N, C, W, H) when it is odd.
    """
    # Your code here.
    raise NotImplementedError


def resize_nearest(x, *, size):
    """Make every image as large as `size` says: each new pixel is a copy of the nearest old one.

    x: (N, C, H, W), size = (OH, OW). Pixel (i, j) of y is x's pixel (r, s) with
    r = floor((i + 1/2) · H / OH) and s = floor((j + 1/2) · W / OW): the pixel in which its middle
    lies. Returns y: (N, C, OH, OW).
    """
    # Your code here.
    raise NotImplementedError


def random_crop(x, *, size, seed):
    """Cut a window out of every image, each at a random place of its own.

    x: (N, C, H, W), size = (OH, OW), at most (H, W); seed: a whole number. All places where the
    window lies inside the image are equally likely; all channels are cut at the same place.
    Returns y: (N, C, OH, OW), the same one whenever the seed is the same, another one for another.
    """
    # Your code here.
    raise NotImplementedError
