"""Watch your network learn: `python look.py` trains, shows how it goes, and reads new digits.

`python look.py --plot` writes training.svg besides, to be opened in a browser: the loss, the
filters of the first convolution, and which digits are taken for which.
"""

import sys
from pathlib import Path

import numpy as np

HERE = Path(__file__).resolve().parent
sys.path += [str(folder) for folder in sorted(HERE.parent.glob("[0-9][0-9]_*"))]

import training

LEARNED = 1300
SEED = int(next((word for word in sys.argv[1:] if word.isdigit()), 0))


def split():
    """Return digits to learn, and others, moved and dimmed a little as those that grade are."""
    with np.load(HERE / "digits.npz", allow_pickle=False) as file:
        images, labels = file["images"][:, None] / 16, file["labels"].astype(np.int64)
    rng = np.random.default_rng([SEED, 1])
    order = rng.permutation(len(images))
    learned, others = order[:LEARNED], order[LEARNED:]
    new = images[others] * rng.uniform(0.7, 1, (len(others), 1, 1, 1))
    for n, right in enumerate(rng.choice((-1, 0, 0, 0, 0, 0, 0, 1), len(new))):
        new[n] = np.roll(new[n], right, axis=2)
        new[n, :, :, {1: 0, -1: -1}.get(right, [])] = 0
    return images[learned], labels[learned], new, labels[others]


def grid(values, x, y, cell, colour):
    """Return the squares of a matrix, from white to a colour."""
    parts = []
    top = max(float(np.abs(values).max()), 1e-9)
    for (i, j), value in np.ndenumerate(values):
        fill = colour if value >= 0 else "#a34700"
        place = f'x="{x + j * cell}" y="{y + i * cell}" width="{cell}" height="{cell}"'
        look = f'fill="{fill}" fill-opacity="{0.7 * abs(value) / top:.3f}" stroke="#c8c8c8"'
        parts.append(f"<rect {place} {look}/>")
    return "".join(parts)


def words(x, y, text):
    """Return a line of text."""
    return f'<text x="{x}" y="{y}" font-family="sans-serif" font-size="15">{text}</text>'


def plot(history, params, confusions):
    """Write training.svg."""
    losses = [loss for _, loss, _ in history] or [0.0]
    step = 360 / max(len(losses) - 1, 1)
    line = " ".join(f"{30 + step * k},{190 - 150 * v / max(losses)}" for k, v in enumerate(losses))
    parts = [
        words(30, 28, f"loss, from {losses[0]:.2f} to {losses[-1]:.3f}"),
        f'<polyline points="{line}" fill="none" stroke="#005a8c" stroke-width="2"/>',
        '<path d="M30,40 V190 H390" fill="none" stroke="#555555"/>',
        words(30, 226, "first filters: blue above 0, brown below"),
    ]
    for k, w in enumerate(params["w1"]):
        parts.append(grid(w[0], 30 + 46 * (k % 8), 240 + 46 * (k // 8), 12, "#005a8c"))
    parts.append(words(30, 450, "read wrong: what it is (rows), what was read"))
    wrong = confusions * (1 - np.eye(10))
    parts.append(grid(wrong, 50, 480, 30, "#005a8c"))
    for k in range(10):
        parts += [words(60 + 30 * k, 475, k), words(30, 501 + 30 * k, k)]
    for (i, j), count in np.ndenumerate(wrong):
        parts += [words(60 + 30 * j, 501 + 30 * i, int(count))] if count else []
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 430 800">{"".join(parts)}</svg>'
    Path("training.svg").write_text(svg, encoding="utf-8")
    print("now open training.svg in a browser")


def main():
    history = []

    def show(epoch, loss, accuracy):
        history.append((epoch, loss, accuracy))
        print(f"epoch {epoch:2d}   loss {loss:.3f}   accuracy {accuracy:.1%}", flush=True)

    vars(training)["_report"] = show
    images, labels, new, right = split()
    params = training.train(images, labels, seed=SEED)
    read = np.asarray(training.predict(new, params)).astype(int)
    print(f"reads {np.mean(read == right):.1%} of {len(right)} new digits; 97% earns full marks")
    confusions = np.zeros((10, 10))
    np.add.at(confusions, (right, read), 1)
    for i, j in np.argwhere(confusions * (1 - np.eye(10))):
        print(f"   a {i} taken for a {j}: {confusions[i, j]:.0f}")
    if "--plot" in sys.argv:
        plot(history, params, confusions)


if __name__ == "__main__":
    main()
