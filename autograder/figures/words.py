"""What the figures show, in words: title and description for those who cannot see them."""

WORDS: dict[str, tuple[str, str]] = {
    "03_padding/backward": (
        "zero_pad2d_backward cuts the frame off",
        (
            "With top=1 and right=1 the first row and the last column of dy are frame and "
            "dropped; dx is 5 6 7 in the first row, 9 10 11 in the second. With bottom=2 and "
            "left=3 only the 4 in the upper right corner is left."
        ),
    ),
    "03_padding/padding": (
        "zero_pad2d with a different amount on each side",
        (
            "An image of 2 rows and 3 columns gets 1 row of zeros on top, 3 at the bottom, 2 "
            "columns of zeros on the left and 4 on the right. The result has 6 rows and 9 "
            "columns; the image begins in row 1 and column 2."
        ),
    ),
    "03_padding/same": (
        "SAME padding: what is odd goes after",
        (
            "Above, kernel (2, 3) with stride 1: no row on top and one at the bottom, one column "
            "left and one right. Below, kernel (3, 4) with stride 2: no row on top and one at the "
            "bottom, one column left and two right; the second window starts two columns after "
            "the first and ends with the padded image."
        ),
    ),
    "04_conv/backward": (
        "Where two windows overlap, their gradients add up",
        (
            "Output (0, 0) has the upstream gradient 1 and sends 1 times the filter to its "
            "window; output (0, 1) has 2 and sends 2 times the filter to the window one column "
            "further. The middle column belongs to both: pixel (0, 1) gets 2 + 2 = 4. After all "
            "six windows, pixel (1, 1) has got 12 from four of them."
        ),
    ),
    "04_conv/dense": (
        "The rows of a dense layer's weights, arranged as filters",
        (
            "Row 0 of the weight matrix, 0 to 11, becomes filter 0: its first six numbers are "
            "channel 0, 0 1 2 / 3 4 5, the other six are channel 1, 6 7 8 / 9 10 11. Row 1, 12 to "
            "23, becomes filter 1 in the same way."
        ),
    ),
    "04_conv/stride1": (
        "The first two windows of the convolution, stride 1, padding 0",
        (
            "The filter is 1 2 / 0 -1 and the bias 0.5. Window (0, 0) of the 3 by 4 image holds 1 "
            "2 / 5 6 and gives the output -0.5; one column further, window (0, 1) holds 2 3 / 6 7 "
            "and gives 1.5."
        ),
    ),
    "04_conv/stride2": (
        "Windows at stride 2 on the image with padding 1",
        (
            "The padded image has 5 rows and 6 columns. Windows start every two rows and columns "
            "and do not overlap: window (0, 0) holds 0 0 / 0 1 and gives -0.5, window (0, 1) "
            "holds 0 0 / 2 3 and gives -2.5, window (1, 1) holds 6 7 / 10 11 and gives 9.5. The "
            "last row is in no window."
        ),
    ),
    "05_pooling/average": (
        "Average pooling shares the gradient out equally",
        (
            "The upstream gradient 4 8 12 / 16 20 24 is divided by the four pixels of a window: "
            "each gets a share of 1 2 3 / 4 5 6. Pixel (1, 1) lies in four windows and gets 1 + 2 "
            "+ 4 + 5 = 12; the upper left corner lies in one and gets 1."
        ),
    ),
    "05_pooling/max": (
        "max_pool2d with kernel (2, 2): the largest number of every window",
        (
            "Above, stride 2: the windows 1 5 / 3 -1 and 2 0 / 4 7 lie side by side and give 5 "
            "and 7; the last row is left over. Below, stride 1: windows (1, 0) and (1, 1) "
            "overlap, and the 8 is the largest number of both."
        ),
    ),
    "05_pooling/max_backward": (
        "The largest number of two windows gets the gradient of both",
        (
            "Windows (1, 0) and (1, 1) have the upstream gradients 4 and 5. The 8 is the largest "
            "number of both windows, so in dx it has 4 + 5 = 9. The other numbers of these "
            "windows get nothing from them."
        ),
    ),
    "05_pooling/ties": (
        "A tie: the first of the largest numbers takes it all",
        (
            "In the window 3 7 / 7 1 both sevens are largest. Read row by row and from left to "
            "right, the 7 in the first row comes first: it gets the whole upstream gradient 6, "
            "the other 7 gets 0."
        ),
    ),
}
