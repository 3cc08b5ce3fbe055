"""Look at what your functions make of real pictures: `python look.py` writes look.png.

One row for each picture, one column for each function; what you have not written yet stays white.
The last columns are the edges that your filters of 02 find.
"""

import struct
import sys
import zlib
from pathlib import Path

import numpy as np

HERE = Path(__file__).resolve().parent
sys.path += [str(folder) for folder in sorted(HERE.parent.glob("[0-9][0-9]_*"))]

import augmentation
import filters

SCALE, GAP = 3, 2  # screen pixels per pixel, and pixels between pictures


def edges(x, kernel):
    """Return the edges of grey pictures, 0.5 where there are none."""
    grey = x.mean(axis=1)
    found = np.stack([filters.correlate2d(one, kernel()) for one in grey])
    return np.clip(0.5 + found[:, None].repeat(3, axis=1) / 3, 0, 1)


LOOKS = {
    "as it is": lambda x: x,
    "flip_horizontal": augmentation.flip_horizontal,
    "shift down 6, right 10": lambda x: augmentation.shift(x, down=6, right=10),
    "brightness +0.3": lambda x: augmentation.adjust_brightness(x, delta=0.3),
    "brightness -0.3": lambda x: augmentation.adjust_brightness(x, delta=-0.3),
    "contrast 0.4": lambda x: augmentation.adjust_contrast(x, factor=0.4),
    "contrast 2": lambda x: augmentation.adjust_contrast(x, factor=2),
    "rotate90, one turn": lambda x: augmentation.rotate90(x, turns=1),
    "resize_nearest 12 by 16": lambda x: augmentation.resize_nearest(x, size=(12, 16)),
    "random_crop 24 by 32": lambda x: augmentation.random_crop(x, size=(24, 32), seed=1),
    "vertical edges": lambda x: edges(x, filters.vertical_edge_kernel),
    "horizontal edges": lambda x: edges(x, filters.horizontal_edge_kernel),
}


def save_png(path, rgb):
    """Write a picture (H, W, 3) of whole numbers from 0 to 255."""
    height, width, _ = rgb.shape
    rows = b"".join(b"\0" + row.tobytes() for row in rgb.astype(np.uint8))

    def chunk(kind, data):
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = chunk(b"IHDR", header), chunk(b"IDAT", zlib.compress(rows)), chunk(b"IEND", b"")
    Path(path).write_bytes(b"\x89PNG\r\n\x1a\n" + b"".join(parts))


def main():
    with np.load(HERE / "pictures.npz", allow_pickle=False) as file:
        x = np.stack([file[name] for name in file.files]) / 255  # (2, 3, 36, 48)
    side = max(x.shape[2:]) + GAP
    sheet = np.ones((len(x), side, len(LOOKS), side, 3))
    for column, (name, look) in enumerate(LOOKS.items()):
        try:
            y = np.clip(look(x.copy()), 0, 1)[:, :, : side - GAP, : side - GAP]
            sheet[:, : y.shape[2], column, : y.shape[3]] = y.transpose(0, 2, 3, 1)
            print(f"column {column}: {name}")
        except NotImplementedError:
            print(f"column {column}: {name} is not written yet")
    rgb = sheet.reshape(len(x) * side, len(LOOKS) * side, 3).repeat(SCALE, 0).repeat(SCALE, 1)
    save_png("look.png", np.rint(255 * rgb))
    print("now open look.png")


if __name__ == "__main__":
    main()
