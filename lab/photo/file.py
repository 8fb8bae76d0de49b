"""A visitor's picture: what the file claims is checked before anything is decoded, and it leaves as plain RGB."""

from __future__ import annotations

import io
import os
import struct
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageOps, UnidentifiedImageError

from pooling.errors import PoolingError, shown

#: The largest file in MB; the largest side in pixels, and the least that a host may lower it to, by this variable.
LARGEST_FILE, LARGEST_SIDE, LEAST_SIDE = 64, 4096, 64
VARIABLE = "POOLING_LAB_LARGEST_SIDE"
#: How files begin: the two kinds that are taken, and some that are often mistaken for them.
TAKEN = {b"\x89PNG\r\n\x1a\n": "PNG", b"\xff\xd8\xff": "JPEG"}
OTHERS = {b"GIF8": "a GIF", b"RIFF": "a WebP", b"BM": "a BMP", b"II*\0": "a TIFF", b"MM\0*": "a TIFF", b"%PDF": "a PDF"}
OTHERS |= {b"\0\0\0": "a HEIC or AVIF", b"<": "HTML, XML or SVG text"}
#: The EXIF field that says how the camera was held; 2 … 8 are not upright.
ORIENTATION = 0x0112
#: What Pillow raises on files that are damaged, with or without intent.
DAMAGE = (OSError, SyntaxError, ValueError, TypeError, IndexError, KeyError, EOFError, struct.error)
BOMB = (Image.DecompressionBombError, Image.DecompressionBombWarning)


@dataclass(frozen=True, eq=False)
class Decoded:
    """`pixels` (H, W, 3) of uint8, and what had to be done to get there, in sentences."""

    pixels: NDArray
    notes: tuple[str, ...] = ()


def largest_side() -> int:
    """How many pixels a side may have here: 4096, or what the environment says.

    Raises
    ------
    PoolingError
        When it says something else than an int from 64 to 4096.
    """
    text = os.environ.get(VARIABLE, str(LARGEST_SIDE))
    if not (text.isascii() and text.isdecimal() and len(text) < 6 and LEAST_SIDE <= int(text) <= LARGEST_SIDE):
        raise PoolingError.broken(VARIABLE, f"be an int from {LEAST_SIDE} to {LARGEST_SIDE}", shown(text))
    return int(text)


def decoded(content: bytes) -> Decoded:
    """The picture in a PNG or JPEG file of at most 64 MB and `largest_side()` pixels a side.

    Raises
    ------
    PoolingError
        When the file is too large, of another kind whatever its name says, or damaged.
    """
    if len(content) > LARGEST_FILE * 10**6:
        raise PoolingError.broken("picture", f"be at most {LARGEST_FILE} MB", f"{len(content) / 10**6:.1f} MB")
    kind = next((name for start, name in TAKEN.items() if content.startswith(start)), None)
    if kind is None:
        raise PoolingError.broken("picture", "be a PNG or JPEG file", _what(content))
    try:
        with Image.open(io.BytesIO(content), formats=("PNG", "JPEG")) as image:
            _check_size(image.size)
            image.load()
            return _plain(image)
    except BOMB:
        raise _too_large("far more") from None
    except PoolingError:
        raise
    except UnidentifiedImageError:
        raise PoolingError.broken("picture", f"be a whole {kind} file", "one without a readable header") from None
    except DAMAGE as error:
        raise PoolingError.broken("picture", f"be a whole {kind} file", f"a damaged one ({error})") from error


def _what(content: bytes) -> str:
    """What a file that is neither seems to be."""
    if not content:
        return "an empty file"
    start = content.lstrip()[:16]
    return next((name for begin, name in OTHERS.items() if start.startswith(begin)), "a file of another kind")


def _check_size(size: tuple[int, int]) -> None:
    width, height = size
    if max(size) > largest_side():
        raise _too_large(f"{height} × {width}")


def _too_large(got: str) -> PoolingError:
    side = largest_side()
    return PoolingError.broken("picture", f"have at most {side} × {side} pixels, height × width", got)


def _plain(image: Image.Image) -> Decoded:
    """Upright, opaque, 8 bits for each of red, green and blue."""
    notes = []
    turned = image.getexif().get(ORIENTATION, 1) in range(2, 9)
    upright = ImageOps.exif_transpose(image)
    if turned:
        notes.append("It was turned upright, as the camera noted.")
    if upright.mode.startswith("I"):
        upright = Image.fromarray((np.asarray(upright).astype(np.uint32) * 255 // 65535).astype(np.uint8))
        notes.append("Its 16 bits a pixel were reduced to 8.")
    if upright.has_transparency_data:
        layer = upright.convert("RGBA")
        if np.asarray(layer)[..., 3].min() < 255:
            notes.append("Its transparent parts were laid over white.")
        upright = Image.alpha_composite(Image.new("RGBA", layer.size, "white"), layer)
    if upright.mode == "CMYK":
        notes.append("Its printing colours (CMYK) were converted without a colour profile.")
    return Decoded(np.array(upright.convert("RGB")), tuple(notes))
