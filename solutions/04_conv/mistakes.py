"""What students get wrong in 04_conv."""

from autograder.mistakes import Mistake

MISTAKES = (
    Mistake(
        "conv2d: bias per window entry",
        "conv2d",
        {"np.sum(window * w[f]) + b[f]": "np.sum(window * w[f] + b[f])"},
        "the bias is added once per entry of the window, inside the sum",
        "add b[f] once, after the sum",
    ),
    Mistake(
        "conv2d_backward: un-padding by p:-p",
        "conv2d_backward",
        {
            "padding : padding + H, padding : padding + W]\n    return": "padding:-padding, padding:-padding]\n    return"
        },
        "dx = dxp[:, :, p:-p, p:-p], which is empty when p is 0",
        "slice from p to p + H, and from p to p + W",
    ),
)
