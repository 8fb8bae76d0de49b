"""The only place for colours and fonts, in light and dark."""

from __future__ import annotations

from dataclasses import asdict, dataclass

Ramp = tuple[str, ...]

#: Pixels from the edge of a grid's picture to its cells (above and left: the row and column numbers).
MARGIN = {"l": 24, "t": 20, "r": 2, "b": 2}
#: Black and white: the inks of numbers on a coloured cell.
INKS = ("#000000", "#ffffff")
TRANSPARENT = "rgba(0,0,0,0)"
FONT = '"Source Sans", "Source Sans Pro", sans-serif'


@dataclass(frozen=True)
class Theme:
    """One set of colours. Ramps are lists of evenly spaced stops, interpolated linearly in sRGB.

    `values` is sequential, for input and output; `gradients` diverges, symmetric about 0; `counts` is
    sequential from "nothing", for the mask. `ink` is text, `muted` quieter text, `line` hairlines,
    `shadow` what lies under a thing that floats. `primary` is the ground of the button that leads on, which Streamlit
    draws and .streamlit/config.toml says to it.
    """

    name: str
    values: Ramp
    gradients: Ramp
    counts: Ramp
    selection: str
    ink: str
    muted: str
    line: str
    background: str
    surface: str
    padding: str
    danger: str
    shadow: str
    primary: str


LIGHT = Theme(
    "light",
    values=("#f4f7fb", "#c9dcf0", "#8db8de", "#4a8ac4", "#1d5a9e", "#0b3467"),
    gradients=("#b35806", "#f1a340", "#fee0b6", "#f7f7f7", "#d8daeb", "#998ec3", "#542788"),
    counts=("#f5f6f8", "#fde68a", "#f0b429", "#b7791f"),
    selection="#e11d74",
    ink="#111827",
    muted="#5b6472",
    line="#dfe3ea",
    background="#ffffff",
    surface="#f8fafc",
    padding="#e9edf3",
    danger="#c81e1e",
    shadow="rgb(0 0 0 / 25%)",
    primary="#1d5a9e",
)
DARK = Theme(
    "dark",
    values=("#16202c", "#1d3a59", "#255a8e", "#3f83bf", "#7fb3df", "#d6e9f8"),
    gradients=("#f2a65a", "#b8692a", "#5a3a22", "#20242b", "#38345c", "#6a5cab", "#b9a6f0"),
    counts=("#181d25", "#7a5b12", "#b7861b", "#f0c75e"),
    selection="#ff5aa5",
    ink="#e8eaed",
    muted="#9aa3b2",
    line="#2b313b",
    background="#0e1116",
    surface="#151a22",
    padding="#1b212b",
    danger="#ff7b72",
    shadow="rgb(0 0 0 / 25%)",
    primary="#7fb3df",
)
#: Where the visitor's system forces its own colours on every page: what ours are there. Ramps stay: they say numbers.
FORCED = {
    "selection": "Highlight",
    "ink": "CanvasText",
    "muted": "CanvasText",
    "line": "CanvasText",
    "background": "Canvas",
    "surface": "Canvas",
    "padding": "Canvas",
    "danger": "CanvasText",
}
THEMES = {theme.name: theme for theme in (LIGHT, DARK)}


def rgb(colour: str) -> tuple[int, int, int]:
    """'#rrggbb' as three numbers from 0 to 255."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def sample(ramp: Ramp, t: float) -> str:
    """The colour at `t` from 0 to 1 along a ramp.

    Films are drawn with it. In the browser Plotly and the page's script interpolate; tests hold the script to it.

    >>> sample(("#000000", "#ffffff"), 0.2)
    '#333333'
    """
    place = min(max(t, 0.0), 1.0) * (len(ramp) - 1)
    low = min(int(place), len(ramp) - 2)
    mixed = (a + (b - a) * (place - low) for a, b in zip(rgb(ramp[low]), rgb(ramp[low + 1]), strict=True))
    return "#" + "".join(f"{int(v + 0.5):02x}" for v in mixed)


def luminance(colour: str) -> float:
    """Relative luminance by WCAG 2, from 0 (black) to 1 (white)."""
    linear = [v / 255 / 12.92 if v / 255 <= 0.04045 else ((v / 255 + 0.055) / 1.055) ** 2.4 for v in rgb(colour)]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(a: str, b: str) -> float:
    """Contrast ratio of two colours by WCAG 2, from 1 to 21.

    >>> contrast("#000000", "#ffffff")
    21.0
    """
    high, low = sorted((luminance(a), luminance(b)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def ink_on(colour: str) -> str:
    """Black or white, whichever reads better on `colour`: one of them always has 4.5 : 1.

    Like `sample`, it draws the films, and the tests hold the page's script to it.
    """
    return max(INKS, key=lambda ink: contrast(ink, colour))


def colour_scale(ramp: Ramp) -> list[list[float | str]]:
    """A ramp as Plotly wants it: [place, colour] pairs."""
    return [[n / (len(ramp) - 1), colour] for n, colour in enumerate(ramp)]


def css_variables(theme: Theme) -> str:
    """The plain colours and both inks as CSS custom properties, `--lab-ink` and so on, with the grids' margins.

    They are what a rule holds; nested in it is what holds where the visitor's system forces its own colours.
    """
    plain = {name: value for name, value in asdict(theme).items() if isinstance(value, str) and name != "name"}
    inks = {"ink-dark": INKS[0], "ink-light": INKS[1], "on-primary": ink_on(theme.primary)}
    margins = {f"margin-{side}": f"{width}px" for side, width in MARGIN.items()}
    return f"{_properties(plain | inks | margins)}@media(forced-colors:active){{{_properties(FORCED)}}}"


def _properties(values: dict[str, str]) -> str:
    return "".join(f"--lab-{name}:{value};" for name, value in values.items())
