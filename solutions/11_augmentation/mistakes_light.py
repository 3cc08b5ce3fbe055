"""What students get wrong in 11_augmentation about brightness and contrast."""

# Hints that several have.
OWN = "write into an array of your own"
DTYPE = "leave dtype out: numpy's own float64 is right"
ANEW = "work it out anew in every call"
ADD = "add delta to every pixel, then cut off below 0 and above 1"
CUT = "cut off at the very end: below 0 becomes 0, above 1 becomes 1"
MEAN = "take the mean of each image over all its channels and pixels"
AWAY = "what is multiplied is the distance from the mean: mean + factor * (x - mean)"

# What can be wrong, how, what it looks like, and what to do about it.
# fmt: off
LOW, HIGH = "y[y < 0] = 0", "y[y > 1] = 1"


def bounds(key):
    """Return what can be wrong about cutting off, and about what is returned."""
    return (
        ("nothing cut off", {LOW: "pass", HIGH: "pass"}, "nothing is cut off", CUT),
        ("not below", {LOW: "pass"}, "what is below 0 is not cut off", CUT),
        ("not above", {HIGH: "pass"}, "what is above 1 is not cut off", CUT),
        ("comes round", {LOW: "y[y != 1] %= 1", HIGH: "pass"},
         "what is above 1 starts at 0 again, as whole numbers of 8 bits do", CUT),
        ("stretched", {LOW: "y -= min(0, y.min())", HIGH: "y /= max(1, y.max())"},
         "all pixels are moved and scaled until they fit", CUT),
        ("above becomes 0", {HIGH: "y[y > 1] = 0"},
         "what is above 1 becomes 0", "what is too bright is white, 1"),
        ("float32", {"    return y": "    return y.astype(np.float32)"},
         "pixels are rounded to float32", DTYPE),
        ("rounded", {"    return y": "    return y.round(2)"},
         "pixels are rounded", "leave the pixels as exact as they are"),
        ("caller's picture", {"    return y": "    x[...] = y\n    return y"},
         "the caller's pictures are changed too", OWN),
        ("nothing returned", {"    return y": "    y"}, "nothing is returned", "end with return"),
        ("kept between calls", {"    return y": f"    kept = ('{key}', x.shape, {key})\n"
                                                "    return globals().setdefault(kept, y)"},
         "the first answer for each shape is given again", ANEW),
    )


BRIGHTNESS = (
    *bounds("delta"),
    ("multiplied", {"x + delta": "x * delta"}, "pixels are multiplied by delta", ADD),
    ("scaled", {"x + delta": "x * (1 + delta)"},
     "pixels are multiplied by 1 + delta: bright ones change more than dark ones", ADD),
    ("subtracted", {"x + delta": "x - delta"}, "delta is subtracted", ADD),
    ("only brighter", {"x + delta": "x + abs(delta)"},
     "a negative delta makes it brighter too", ADD),
    ("of 255", {"x + delta": "x + delta / 255"},
     "delta is divided by 255", "pixels and delta both go from 0 to 1"),
    ("first channel only", {"y = x + delta": "y = x.copy()\n    y[:, 0] += delta"},
     "only the first channel changes", "add delta to every channel"),
    ("first image only", {"y = x + delta": "y = x.copy()\n    y[0] += delta"},
     "only the first image changes", "add delta to every image"),
    ("bright stays", {"x + delta": "np.where((x + delta > 1) | (x + delta < 0), x, x + delta)"},
     "what would leave the range is not changed at all", CUT),
)
AROUND_MEAN, TAKEN = "mean + factor * (x[n] - mean)", "mean = x[n].mean()"
CONTRAST = (
    *bounds("factor"),
    ("mean of the batch", {TAKEN: "mean = x.mean()"},
     "all images have one mean together", MEAN),
    ("mean per channel", {TAKEN: "mean = x[n].mean(axis=(1, 2), keepdims=True)"},
     "each channel has a mean of its own", MEAN),
    ("mean per pixel", {TAKEN: "mean = x[n].mean(axis=0)"},
     "each pixel has a mean of its own, over its channels", MEAN),
    ("mean per row", {TAKEN: "mean = x[n].mean(axis=2, keepdims=True)"},
     "each row has a mean of its own", MEAN),
    ("mean of the first channel", {TAKEN: "mean = x[n, 0].mean()"},
     "the mean is that of the first channel", MEAN),
    ("half", {TAKEN: "mean = 0.5"}, "the distance is taken from 0.5, not from the mean", MEAN),
    ("median", {TAKEN: "mean = np.median(x[n])"}, "the median stands for the mean", MEAN),
    ("middle of the range", {TAKEN: "mean = (x[n].min() + x[n].max()) / 2"},
     "the middle between darkest and brightest stands for the mean", MEAN),
    ("no mean", {AROUND_MEAN: "factor * x[n]"},
     "the pixels themselves are multiplied: that makes it darker or brighter", AWAY),
    ("mean not added", {AROUND_MEAN: "factor * (x[n] - mean)"},
     "the mean is not added again", AWAY),
    ("pixel in place of mean", {AROUND_MEAN: "x[n] + factor * (x[n] - mean)"},
     "the distance is added to the pixel in place of the mean", AWAY),
    ("mean too large", {AROUND_MEAN: "mean * factor + (x[n] - mean)"},
     "the mean is multiplied in place of the distance", AWAY),
    ("divided", {AROUND_MEAN: "mean + (x[n] - mean) / max(factor, 1e-3)"},
     "the distance is divided by factor", AWAY),
    ("squared", {AROUND_MEAN: "mean + factor**2 * (x[n] - mean)"},
     "factor is there twice", AWAY),
    ("distance from below", {AROUND_MEAN: "mean - factor * (x[n] - mean)"},
     "dark and bright are swapped: a negative", AWAY),
    ("last image only", {"    y[n] =": "    y[-1] ="},
     "only the last image is there", "write into y[n]"),
    ("only less", {AROUND_MEAN: "mean + min(factor, 1) * (x[n] - mean)"},
     "a factor above 1 changes nothing", AWAY),
)
# fmt: on
