"""A visitor's picture: what the file claims is checked before anything is decoded, and it leaves as plain RGB."""

from __future__ import annotations

import io
import os
import re
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image, UnidentifiedImageError

from pooling.errors import PoolingError, shown

#: The largest file in MB; the largest side in pixels, and the least that a host may lower it to, by this variable.
LARGEST_FILE, LARGEST_SIDE, LEAST_SIDE = 64, 4096, 64
VARIABLE = "POOLING_LAB_LARGEST_SIDE"
#: How files begin: the two kinds that are taken, and some that are often mistaken for them.
TAKEN = {b"\x89PNG\r\n\x1a\n": "PNG", b"\xff\xd8\xff": "JPEG"}
OTHERS = {b"GIF8": "a GIF", b"RIFF": "a WebP", b"BM": "a BMP", b"II*\0": "a TIFF", b"MM\0*": "a TIFF", b"%PDF": "a PDF"}
OTHERS |= {b"\0\0\0": "a HEIC or AVIF", b"<": "HTML, XML or SVG text"}
#: The EXIF field that says how the camera was held, and what turns a picture upright that was not.
ORIENTATION = 0x0112
TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
#: Where a JPEG begins to tell of itself (EXIF), or of further pictures in the file (MPF); the lengths that follow
#: the marks are those of the segments. In what is coded of the pixels no such mark can stand.
ASIDE = re.compile(rb"\xff(?:\xe1..Exif\0\0|\xe2..MPF\0)", re.DOTALL)
#: A file has one or two; a hostile one may have millions.
MOST_ASIDES = 1000
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
    content, exif = _without_asides(content) if kind == "JPEG" else (content, b"")
    try:
        with Image.open(io.BytesIO(content), formats=("PNG", "JPEG")) as image:
            _check_size(image.size)
            image.load()
            if exif:
                image.info["exif"] = exif
            return _plain(image)
    except BOMB:
        raise _too_large("far more") from None
    except PoolingError:
        raise
    except UnidentifiedImageError:
        raise PoolingError.broken("picture", f"be a whole {kind} file", "one without a readable header") from None
    except Exception as error:  # there is no list of what Pillow raises on damage, be it by intent or not
        why = str(error) or type(error).__name__
        raise PoolingError.broken("picture", f"be a whole {kind} file", f"a damaged one ({why})") from error


def _without_asides(content: bytes) -> tuple[bytes, bytes]:
    """A JPEG file whose asides bear no name that Pillow knows, and its EXIF data.

    Pillow reads them while it opens a file, and refuses one whose pixels are whole where they are odd.
    """
    parts, exif, done = [], [], 0
    for _ in range(MOST_ASIDES):
        found = ASIDE.search(content, done)
        if found is None:
            break
        mark = found.start()
        end = mark + 2 + int.from_bytes(content[mark + 2 : mark + 4])
        if content[mark + 1] == 0xE1:
            exif.append(content[found.end() : end])
        parts += [content[done : mark + 4], bytes(found.end() - mark - 4)]
        done = max(found.end(), end)
        parts.append(content[found.end() : done])
    return b"".join([*parts, content[done:]]), b"".join(exif)


def _orientation(image: Image.Image) -> int:
    """How the camera was held, as far as the file says so in a way that can be read; 1 is upright."""
    try:
        said = image.getexif().get(ORIENTATION)
        return next((turn for turn in TURNS if turn == said), 1)
    except Exception:  # EXIF is written by many and checked by nobody: what cannot be read there says nothing
        return 1


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
    turn = TURNS.get(_orientation(image))
    upright = image.copy() if turn is None else image.transpose(turn)
    if turn is not None:
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
