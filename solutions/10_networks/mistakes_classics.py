"""What students get wrong in LeNet-5, AlexNet and the Fashion CNN."""

from pathlib import Path

from autograder.course import load_module

USUAL = load_module(
    Path(__file__).with_name("mistakes_usual.py"), "solutions.10_networks.mistakes_usual"
)
usual = USUAL.usual

TANH = "tanh follows C1, C3, C5 and F6"
MEAN = "S2 and S4 are averages"
MAX = "a max-pool keeps the largest number of each window"
RELU = "a relu follows every convolution and every dense layer but the last"
LAST = "no relu after the last dense layer"
ROW = "channels first, then rows, then columns: x.reshape(len(x), -1)"
BIAS = "every layer adds its bias"
TEST = "dropout is for learning; when the network is used, nothing is dropped"
NORM = "relu, then local response norm, then the pool"
AVERAGES = {"s2 = avg": "s2 = max", "s4 = avg": "s4 = max"}
TURN = "slide filters as they are: a cross-correlation"
SHARE = "softmax over each row: y of a sample adds up to 1"


def without(act, *names):
    """Return the patch that takes an activation away from these stages."""
    return {f"{name} = {act}(": f"{name} = (" for name in names}


def pooled(sizes, how="max", to="avg"):
    """Return the patch that makes pools of another kind."""
    return {f"{name} = {how}": f"{name} = {to}" for name in sizes.split()}


# What can be wrong, how, what it looks like, and what to do about it.
# fmt: off
LENET = (
    ("relu", {f"{name} = tanh(": f"{name} = relu(" for name in ("c1", "c3", "c5", "f6")},
     "relu stands where tanh belongs", TANH),
    ("no tanh", without("tanh", "c1", "c3", "c5", "f6"), "there is no tanh anywhere", TANH),
    ("no tanh after C5", without("tanh", "c5"), "there is no tanh after C5", TANH),
    ("no tanh after F6", without("tanh", "f6"), "there is no tanh after F6", TANH),
    ("tanh after the pool", {"s2 = avg_pool2d(c1, kernel=(2, 2), stride=2)":
         "s2 = tanh(avg_pool2d(c1, kernel=(2, 2), stride=2))",
         "s4 = avg_pool2d(c3, kernel=(2, 2), stride=2)":
         "s4 = tanh(avg_pool2d(c3, kernel=(2, 2), stride=2))"},
     "there is a tanh after the pools too", TANH),
    ("pool, then tanh", {**without("tanh", "c1", "c3"),
         "s2 = avg_pool2d(c1, kernel=(2, 2), stride=2)":
         "s2 = tanh(avg_pool2d(c1, kernel=(2, 2), stride=2))",
         "s4 = avg_pool2d(c3, kernel=(2, 2), stride=2)":
         "s4 = tanh(avg_pool2d(c3, kernel=(2, 2), stride=2))"},
     "tanh comes after the pool, not before it", "C1 is the convolution and its tanh"),
    ("max-pools", AVERAGES, "the pools take the largest number", MEAN),
    ("max-pool S4", {"s4 = avg": "s4 = max"}, "S4 takes the largest number", MEAN),
    ("filters turned", {"(x, w1, b1)": "(x, w1[..., ::-1, ::-1], b1)",
                        "(s2, w3, b3)": "(s2, w3[..., ::-1, ::-1], b3)"},
     "the filters are turned round", TURN),
    ("no bias in C1", {"(x, w1, b1)": "(x, w1, 0 * b1)"}, "C1 has no bias", BIAS),
    ("no bias in F6", {"w6, b6))": "w6, 0 * b6))"}, "F6 has no bias", BIAS),
    ("C5 without rows and columns", {"return c1, s2, c3, s4, c5,":
                                     "return c1, s2, c3, s4, flatten(c5),"},
     "C5 is returned as (N, F)", "C5 is a convolution: (N, F, 1, 1)"),
    ("products", {'rbf_output(f6, params["prototypes"])': 'f6 @ params["prototypes"].T'},
     "F6 is multiplied with the prototypes, as in a dense layer", "take the distances"),
    ("squared distances", {'rbf_output(f6, params["prototypes"])':
                           'rbf_output(f6, params["prototypes"]) ** 2'},
     "the distances are squared", "rbf_output takes the root"),
    ("softmax", {'rbf_output(f6, params["prototypes"])':
                 'softmax(-rbf_output(f6, params["prototypes"]))'},
     "the distances go through softmax", "LeNet-5 ends with the distances themselves"),
    *usual("lenet5", "c1, s2, c3, s4, c5, f6, y"),
)
N1, N3 = "n1 = local_response_norm(c1)", "n3 = local_response_norm(c3)"
P2, P4 = ("max_pool2d(n1, kernel=(3, 3), stride=2)", "max_pool2d(n3, kernel=(3, 3), stride=2)")
ALEXNET = (
    ("no relu", without("relu", "c1", "c3", "c5", "c6", "c7", "f9", "f10"),
     "there is no relu anywhere", RELU),
    ("no relu after C1", without("relu", "c1"), "there is no relu after C1", RELU),
    ("no relu after C3", without("relu", "c3"), "there is no relu after C3", RELU),
    ("no relu after C6", without("relu", "c6"), "there is no relu after C6", RELU),
    ("no relu after F9, F10", without("relu", "f9", "f10"),
     "the dense layers have no relu", RELU),
    ("relu at the end", {'y = dense(f10, w["11"], b["11"])':
                         'y = relu(dense(f10, w["11"], b["11"]))'},
     "there is a relu after the last layer", LAST),
    ("softmax", {'y = dense(f10, w["11"], b["11"])':
                 'y = softmax(dense(f10, w["11"], b["11"]))'},
     "the scores go through softmax", "y are the scores themselves"),
    ("no norm", {N1: "n1 = c1", N3: "n3 = c3"},
     "there is no local response norm", NORM),
    ("norm after C1 only", {N3: "n3 = c3"}, "N3 is C3 itself", NORM),
    ("norm, then relu", {**without("relu", "c1", "c3"), N1: "n1 = relu(local_response_norm(c1))",
                         N3: "n3 = relu(local_response_norm(c3))"},
     "the norm comes before relu", NORM),
    ("norm after the pool", {
         N1: "n1 = c1", N3: "n3 = c3", P2: f"local_response_norm({P2})",
         P4: f"local_response_norm({P4})"}, "the norm comes after the pool", NORM),
    ("the paper's constants", {
         N1: "n1 = local_response_norm(c1, r=5, alpha=1e-4, k=2)",
         N3: "n3 = local_response_norm(c3, r=5, alpha=1e-4, k=2)"},
     "local response norm has other constants", "use the defaults of 06_layers"),
    ("average pools", pooled("s2 s4 s8"), "the pools average", MAX),
    ("windows of 2×2", {P2: P2.replace("3, 3", "2, 2"), P4: P4.replace("3, 3", "2, 2"),
                        "(c7, kernel=(3, 3)": "(c7, kernel=(2, 2)"},
     "the pools' windows are 2×2", "windows of 3×3 at stride 2: they overlap"),
    ("S2 of C1", {"max_pool2d(n1": "max_pool2d(c1"},
     "S2 is made of C1, not of N1", "each stage is made from the one before it"),
    ("columns first", {"flatten(s8)": "flatten(s8.swapaxes(2, 3))"},
     "rows and columns are swapped where maps become a row", ROW),
    ("channels last", {"flatten(s8)": "flatten(s8.transpose(0, 2, 3, 1))"},
     "channels come last where maps become a row", ROW),
    ("dropout", {"    f10 =": "    f9 = f9 * 0.5\n    f10 =",
                 "    y =": "    f10 = f10 * 0.5\n    y ="},
     "the dense layers are halved, as if by dropout", TEST),
    ("no bias in C1", {'b["1"], s': '0 * b["1"], s'}, "C1 has no bias", BIAS),
    ("no bias at the end", {'b["11"]': '0 * b["11"]'}, "the last layer has no bias", BIAS),
    ("filters turned", {'(x, w["1"],': '(x, w["1"][..., ::-1, ::-1],',
                        '(s2, w["3"],': '(s2, w["3"][..., ::-1, ::-1],'},
     "the filters are turned round", TURN),
    *usual("alexnet", "c1, n1, s2, c3, n3, s4, c5, c6, c7, s8, f9, f10, y"),
)
FASHION = (
    ("no relu", without("relu", "c1", "c3", "c4", "c6", "c7", "f9", "f10"),
     "there is no relu anywhere", RELU),
    ("no relu after C1", without("relu", "c1"), "there is no relu after C1", RELU),
    ("no relu before the pools", without("relu", "c4", "c7"), "C4 and C7 have no relu", RELU),
    ("no relu after F9, F10", without("relu", "f9", "f10"),
     "the dense layers have no relu", RELU),
    ("relu before softmax", {"softmax(z)": "softmax(relu(z))"},
     "there is a relu before softmax", LAST),
    ("no softmax", {"softmax(z)": "z"}, "the scores are returned", SHARE),
    ("softmax over the batch", {"softmax(z)": "softmax(z.T).T"},
     "softmax goes over the batch", SHARE),
    ("sigmoid", {"softmax(z)": "1 / (1 + np.exp(-z))"}, "sigmoid stands for softmax", SHARE),
    ("logarithms", {"softmax(z)": "np.log(softmax(z))"},
     "the logarithms of the probabilities are returned", "return the probabilities"),
    ("labels", {"softmax(z)": "z.argmax(axis=1)"},
     "the number of the likeliest class is returned", SHARE),
    ("average pools", pooled("s2 s5 s8"), "the pools average", MAX),
    ("columns first", {"flatten(s8)": "flatten(s8.swapaxes(2, 3))"},
     "rows and columns are swapped where maps become a row", ROW),
    ("channels last", {"flatten(s8)": "flatten(s8.transpose(0, 2, 3, 1))"},
     "channels come last where maps become a row", ROW),
    ("dropout", {"    f10 =": "    f9 = f9 * 0.5\n    f10 =",
                 "    z =": "    f10 = f10 * 0.5\n    z ="},
     "the dense layers are halved, as if by dropout", TEST),
    ("no bias in C1", {'b["1"], p': '0 * b["1"], p'}, "C1 has no bias", BIAS),
    ("filters turned", {'(x, w["1"],': '(x, w["1"][..., ::-1, ::-1],'},
     "C1's filters are turned round", TURN),
    *usual("fashion_cnn", "c1, s2, c3, c4, s5, c6, c7, s8, f9, f10, y"),
)
# fmt: on
KNOWN = {"lenet5": LENET, "alexnet": ALEXNET, "fashion_cnn": FASHION}
