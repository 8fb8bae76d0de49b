"""The picture to begin with: a mountain lake at dusk, made of noise, with all that pooling treats differently."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

SIDE = 1024
SEED = 12
#: Where the water begins, as a part of the height.
SHORE = 0.64
#: Where the sun stands, as parts of height and width.
SUN = (0.425, 0.285)

Plane = NDArray[np.float32]


@lru_cache(maxsize=1)
def landscape() -> NDArray:
    """The same (1024, 1024, 3) of uint8 every time: smooth sky, haze, hard edges, fine texture, a few lights, grain.

    >>> landscape().shape
    (1024, 1024, 3)
    """
    rng = np.random.default_rng(SEED)
    rows, columns = np.mgrid[0:SIDE, 0:SIDE].astype(np.float32) / SIDE
    scene = _sky(rng, rows, columns)
    for n, (horizon, height, roughness, colour) in enumerate(RIDGES):
        _ridge(scene, rng, rows, n, horizon, height, roughness, np.array(colour, np.float32))
    scene = _trees(scene, rng, rows)
    _lights(scene)
    scene = _water(scene, rng)
    scene = _front(scene, rng, rows)
    grey = scene.mean(axis=-1, keepdims=True)
    scene += rng.normal(0, 1, scene.shape).astype(np.float32) * (0.010 + 0.012 * np.sqrt(np.clip(grey, 0, 1)))
    scene = np.clip(scene, 0, 1)
    scene.flags.writeable = False
    result = (255 * scene + 0.5).astype(np.uint8)
    result.flags.writeable = False
    return result


#: From far to near: the row that a ridge rises from, how high, how rough, and its colour in the haze.
RIDGES = (
    (0.50, 0.30, 1.9, (0.66, 0.56, 0.66)),
    (0.54, 0.24, 1.9, (0.47, 0.43, 0.56)),
    (0.58, 0.16, 1.8, (0.30, 0.31, 0.43)),
    (0.61, 0.10, 1.7, (0.17, 0.20, 0.29)),
)


def _noise(rng: np.random.Generator, shape: tuple[int, ...], slope: float, stretch: float = 1.0) -> Plane:
    """Noise whose waves of frequency f are as strong as f^−slope; of mean 0 and deviation 1."""
    frequencies = [np.fft.fftfreq(n) * n for n in shape[:-1]] + [np.fft.rfftfreq(shape[-1]) * shape[-1]]
    frequencies[0] = frequencies[0] / (stretch if len(shape) == 2 else 1)
    radius = np.sqrt(sum(f**2 for f in np.meshgrid(*frequencies, indexing="ij")))
    radius.flat[0] = np.inf
    field = np.fft.irfftn(np.fft.rfftn(rng.normal(size=shape)) * radius**-slope, shape, axes=range(len(shape)))
    return (field / field.std()).astype(np.float32)


def _mix(a: NDArray, b: NDArray, part: NDArray) -> NDArray:
    part = np.clip(part, 0, 1)[..., None]
    return a * (1 - part) + b * part


def _sky(rng: np.random.Generator, rows: Plane, columns: Plane) -> NDArray:
    """From night blue above to a warm horizon, a low sun, long clouds lit from below, stars."""
    stops = np.array([0, 0.22, 0.40, 0.52, 0.62])
    colours = np.array(
        [(0.10, 0.16, 0.34), (0.28, 0.34, 0.56), (0.72, 0.52, 0.60), (0.99, 0.70, 0.46), (1.0, 0.84, 0.58)]
    )
    sky = np.stack([np.interp(rows, stops, colours[:, c]) for c in range(3)], axis=-1).astype(np.float32)
    distance = np.hypot(columns - SUN[1], 1.25 * (rows - SUN[0]))
    sky += np.exp(-((distance / 0.20) ** 2))[..., None] * np.array([0.42, 0.30, 0.10], np.float32)
    clouds = _noise(rng, (SIDE, SIDE), 1.6, stretch=4.5)
    cover = 1 / (1 + np.exp(-2.6 * (clouds - 0.25 - 3.2 * np.abs(rows - 0.25))))
    lit = np.exp(-((distance / 0.45) ** 2))
    under = np.array([0.98, 0.58, 0.44], np.float32) * (0.45 + 0.65 * lit[..., None])
    sky = _mix(
        sky, _mix(np.full_like(sky, 1) * np.array([0.33, 0.31, 0.47], np.float32), under, 0.35 + lit), 0.75 * cover
    )
    sun = np.clip((0.029 - np.hypot(columns - SUN[1], rows - SUN[0])) * 250, 0, 1)
    sky = _mix(sky, np.array([1.0, 0.96, 0.82], np.float32), sun * (1 - 0.35 * cover))
    for row, column in rng.uniform(0, (0.2, 1), size=(70, 2)):
        r, c = int(row * SIDE), int(column * SIDE)
        sky[r, c] = np.maximum(sky[r, c], (1 - cover[r, c]) * rng.uniform(0.55, 1.0))
    return sky


def _ridge(
    scene: NDArray,
    rng: np.random.Generator,
    rows: Plane,
    n: int,
    horizon: float,
    height: float,
    slope: float,
    colour: NDArray,
) -> None:
    """Lay one chain of mountains over the scene: a jagged line, slopes with snow and rock, haze at its foot."""
    line = _noise(rng, (2 * SIDE,), slope - 0.25)[:SIDE]
    top = horizon - height * (0.45 + 0.28 * line)
    depth = (rows - top) / max(height, 1e-6)
    rock = _noise(rng, (SIDE, SIDE), 1.35)
    slopes = np.gradient(_noise(rng, (SIDE, SIDE), 2.05, stretch=0.8), axis=1)
    slopes /= slopes.std()
    light = 1 + (0.16 - 0.02 * n) * np.clip(slopes, -2, 2) + 0.06 * rock
    body = colour * light[..., None]
    if n < 2:
        snow = 1 / (1 + np.exp(9 * (depth - 0.30 - 0.10 * rock)))
        body = _mix(
            body,
            np.array([0.98, 0.83, 0.80], np.float32) * (0.82 + 0.16 * np.clip(slopes, -1.6, 1.6))[..., None],
            0.75 * snow,
        )
    haze = np.clip((depth - 0.25) * 0.9, 0, 0.75) * (0.85 - 0.13 * n)
    body = _mix(body, np.array([0.93, 0.68, 0.58], np.float32), haze)
    edge = np.clip((rows - top) * SIDE + 0.5, 0, 1)
    scene[:] = _mix(scene, body, edge * (rows < SHORE + 0.02))


def _fir(mask: Plane, foot: float, column: float, height: float, rng: np.random.Generator) -> None:
    """Draw one fir into a mask: a stem, and branches that widen downward in uneven tiers."""
    tall = int(height)
    for n in range(tall):
        row = int(foot) - tall + n
        if not 0 <= row < mask.shape[0]:
            continue
        part = n / tall
        tier = (part * (5 + tall / 26)) % 1
        wide = height * (0.003 + 0.20 * part * (0.45 + 0.55 * tier)) * rng.uniform(0.72, 1.15)
        left, right = column - wide, column + wide * rng.uniform(0.85, 1.1)
        mask[row, max(0, int(left)) : max(0, min(mask.shape[1], int(right) + 1))] = 1


def _trees(scene: NDArray, rng: np.random.Generator, rows: Plane) -> NDArray:
    """The far shore: a dark line of firs with uneven tops."""
    mask = np.zeros((SIDE, SIDE), np.float32)
    ground = SHORE - 0.006 + 0.006 * _noise(rng, (SIDE,), 1.2)
    tall = 17 + 9 * _noise(rng, (SIDE,), 0.9)
    for column in range(0, SIDE, 4):
        at = column + rng.uniform(-3, 3)
        _fir(mask, SIDE * SHORE + 2, at, max(6.0, float(tall[column]) + rng.uniform(-4, 7)) + 8, rng)
    mask = np.maximum(mask, (rows > ground).astype(np.float32))
    dark = np.array([0.055, 0.085, 0.10], np.float32) * (1 + 0.35 * _noise(rng, (SIDE, SIDE), 0.6))[..., None]
    return _mix(scene, dark, mask)


def _lights(scene: NDArray) -> None:
    """A cabin on the far shore: a roof, a wall, lit windows."""
    base, left = int(SIDE * SHORE) - 2, int(SIDE * 0.71)
    for n in range(13):
        scene[base - 27 + n, left - 2 + 17 - round(1.5 * n) : left + 18 + round(1.5 * n)] = (0.10, 0.07, 0.07)
    scene[base - 14 : base, left : left + 34] = (0.17, 0.11, 0.085)
    for at in (5, 14, 24):
        scene[base - 11 : base - 5, left + at : left + at + 5] = (1.0, 0.86, 0.45)
        scene[base - 8, left + at : left + at + 5] = (0.55, 0.38, 0.16)


def _water(scene: NDArray, rng: np.random.Generator) -> NDArray:
    """Below the shore the scene upside down, torn by ripples that grow towards the viewer, with sparks of the sun."""
    shore = int(SIDE * SHORE)
    down = np.arange(SIDE - shore)
    near = (down / down[-1])[:, None].astype(np.float32)
    waves = _noise(rng, (SIDE, SIDE), 1.05, stretch=9.0)[: SIDE - shore]
    small = _noise(rng, (SIDE, SIDE), 0.6, stretch=7.0)[: SIDE - shore]
    ripples = waves + 0.5 * small
    mirror = shore - 1 - (down[:, None] * 1.25 + ripples * (1.2 + 26 * near)).astype(np.int64)
    columns = np.arange(SIDE) + (ripples * (0.6 + 5 * near)).astype(np.int64)
    water = scene[np.clip(mirror, 0, shore - 1), np.clip(columns, 0, SIDE - 1)].copy()
    water = water * (0.86 - 0.34 * near[..., None]) * np.array([0.86, 0.92, 1.0], np.float32)
    water += (0.035 * ripples * (0.3 + near))[..., None] * np.array([1.0, 0.85, 0.8], np.float32)
    path = np.exp(-(((np.arange(SIDE) / SIDE - SUN[1]) / (0.030 + 0.10 * near)) ** 2))
    sparks = path * np.clip(ripples - 1.0 + 0.2 * near, 0, 1.2)
    water += sparks[..., None] * np.array([1.0, 0.78, 0.48], np.float32)
    scene = scene.copy()
    scene[shore:] = water
    scene[shore : shore + 2] *= 0.6
    return scene


def _front(scene: NDArray, rng: np.random.Generator, rows: Plane) -> NDArray:
    """The near shore: reeds and two tall firs, black against the light."""
    mask = np.zeros((SIDE, SIDE), np.float32)
    for trunk, height in ((70, 560), (150, 400), (12, 450), (962, 480), (1012, 350)):
        _fir(mask, SIDE - 10 + rng.uniform(-6, 6), trunk, height, rng)
    ground = 0.972 - 0.10 * np.abs(np.linspace(-1, 1, SIDE)) ** 4 + 0.005 * _noise(rng, (SIDE,), 0.8)
    mask = np.maximum(mask, (rows > ground).astype(np.float32))
    for _ in range(420):
        column, tall, lean = rng.uniform(0, SIDE), rng.gamma(3.0, 14.0), rng.normal(0, 0.22)
        steps = np.arange(int(tall))
        r = (float(ground[int(column)]) * SIDE + 4 - steps).astype(int)
        c = (column + lean * steps + 0.004 * lean * steps**2).astype(int)
        inside = (r >= 0) & (r < SIDE) & (c >= 0) & (c < SIDE)
        mask[r[inside], c[inside]] = 1
    dark = np.array([0.028, 0.040, 0.050], np.float32) * (1 + 0.5 * _noise(rng, (SIDE, SIDE), 0.5))[..., None]
    return _mix(scene, dark, mask)
