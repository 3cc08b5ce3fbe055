import math

import numpy as np


def conv(x, w, b):
    # loops over filters and their entries; images and rows all at once
    n, c, h, width = x.shape
    f = w.shape[0]
    padded = np.zeros((n, c, h + 2, width + 2), dtype=np.float32)
    padded[:, :, 1:h + 1, 1:width + 1] = x
    y = np.zeros((n, f, h, width), dtype=np.float32)
    for k in range(3):
        for l in range(3):
            part = padded[:, :, k:k + h, l:l + width]
            y += np.tensordot(part, w[:, :, k, l], axes=(1, 1)).transpose(0, 3, 1, 2)
    for i in range(f):
        y[:, i] += b[i]
    return y


def conv_backward(dy, x, w):
    n, c, h, width = x.shape
    padded = np.zeros((n, c, h + 2, width + 2), dtype=np.float32)
    padded[:, :, 1:h + 1, 1:width + 1] = x
    dpadded = np.zeros(padded.shape)
    dw = np.zeros(w.shape)
    for k in range(3):
        for l in range(3):
            part = padded[:, :, k:k + h, l:l + width]
            dw[:, :, k, l] = np.tensordot(dy, part, axes=((0, 2, 3), (0, 2, 3)))
            dpadded[:, :, k:k + h, l:l + width] += np.tensordot(dy, w[:, :, k, l], axes=(1, 0)).transpose(0, 3, 1, 2)
    db = np.zeros(w.shape[0])
    for i in range(w.shape[0]):
        db[i] = dy[:, i].sum()
    return dpadded[:, :, 1:h + 1, 1:width + 1], dw, db


def pool(x):
    best = x[:, :, 0::2, 0::2]
    for k, l in ((0, 1), (1, 0), (1, 1)):
        best = np.where(x[:, :, k::2, l::2] > best, x[:, :, k::2, l::2], best)
    return best


def sgd_momentum(params, grads, velocity, *, lr, momentum):
    new_params, new_velocity = {}, {}
    for name in params:
        new_velocity[name] = np.float32(momentum) * np.float32(velocity[name]) - np.float32(lr) * np.float32(grads[name])
        new_params[name] = np.float32(params[name]) + new_velocity[name]
    return new_params, new_velocity


def predict(images, params):
    answers = np.zeros(len(images), dtype=int)
    for n in range(len(images)):
        first = conv(images[n:n + 1], params["w1"], params["b1"])
        first[first < 0] = 0
        second = conv(pool(first), params["w2"], params["b2"])
        second[second < 0] = 0
        best = -math.inf
        for k in range(len(params["b3"])):
            score = np.dot(params["w3"][k], second.ravel()) + params["b3"][k]
            if score > best:
                best = score
                answers[n] = k
    return answers


def train(images, labels, *, seed):
    random = np.random.RandomState(seed)
    params = {}
    params["w1"] = random.randn(16, 1, 3, 3) * math.sqrt(2 / 9)
    params["b1"] = np.zeros(16)
    params["w2"] = random.randn(32, 16, 3, 3) * math.sqrt(2 / 144)
    params["b2"] = np.zeros(32)
    params["w3"] = random.randn(10, 32 * 4 * 4) * math.sqrt(2 / 512)
    params["b3"] = np.zeros(10)
    velocity = {}
    for name in params:
        velocity[name] = np.zeros(params[name].shape)
    for epoch in range(20):
        order = random.permutation(len(images))
        for start in range(0, len(order), 32):
            numbers = order[start:start + 32]
            x = np.zeros((len(numbers), 1, 8, 8))
            for i, n in enumerate(numbers):
                light = random.uniform(0.7, 1)
                move = random.randint(-1, 2)
                if move == 0:
                    x[i] = light * images[n]
                elif move == 1:
                    x[i, :, :, 1:] = light * images[n, :, :, :-1]
                else:
                    x[i, :, :, :-1] = light * images[n, :, :, 1:]
            a1 = conv(x, params["w1"], params["b1"])
            r1 = np.maximum(a1, 0)
            p1 = pool(r1)
            a2 = conv(p1, params["w2"], params["b2"])
            flat = np.maximum(a2, 0).reshape(len(x), 512)
            scores = flat.dot(params["w3"].T) + params["b3"]
            powers = np.exp(scores - scores.max(axis=1)[:, None])
            d = powers / powers.sum(axis=1)[:, None]
            for i, n in enumerate(numbers):
                d[i, labels[n]] -= 1
            d = d / len(numbers)
            grads = {"w3": d.T.dot(flat), "b3": d.sum(axis=0)}
            da2 = d.dot(params["w3"]).reshape(a2.shape)
            da2[a2 <= 0] = 0
            dp1, grads["w2"], grads["b2"] = conv_backward(da2, p1, params["w2"])
            da1 = np.zeros(a1.shape)
            for k in range(2):
                for l in range(2):
                    da1[:, :, k::2, l::2] = np.where(r1[:, :, k::2, l::2] == p1, dp1, 0)
            da1[a1 <= 0] = 0
            _, grads["w1"], grads["b1"] = conv_backward(da1, x, params["w1"])
            rate = 0.05 if epoch < 10 else 0.02 if epoch < 15 else 0.005
            params, velocity = sgd_momentum(params, grads, velocity, lr=rate, momentum=0.9)
    return {name: value.astype(np.float32) for name, value in params.items()}
