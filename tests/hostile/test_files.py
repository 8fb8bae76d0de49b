"""Files for the Image page, damaged, disguised or made to cost much: a picture within the limits, or why not."""

from __future__ import annotations

import io
import struct
import tracemalloc
import zlib
from random import Random

import numpy as np
import pytest
from PIL import Image

from lab.photo.file import LARGEST_SIDE, decoded
from pooling import PoolingError
from tests.hostile.amount import cases, portions
from tests.lab.photo.files import SIGNATURE, chunk, file_of, pixels, png

pytestmark = [
    pytest.mark.filterwarnings("error::PIL.Image.DecompressionBombWarning"),
    pytest.mark.filterwarnings("ignore::UserWarning:PIL"),  # of EXIF that is corrupt
]

#: Where EXIF begins in a JPEG.
EXIF = b"Exif\0\0"


def some_png(chance: Random) -> bytes:
    """A PNG of one of the kinds that there are."""
    height, width = chance.randint(1, 40), chance.randint(1, 40)
    picture = Image.fromarray(pixels(height, width, chance.choice((3, 4))))
    way = chance.randrange(6)
    if way == 0:
        return file_of(picture.convert(chance.choice(("L", "LA", "1", "P", "RGB", "RGBA"))), "PNG")
    if way == 1:
        return file_of(np.full((height, width), 40_000, np.uint16))
    if way == 2:
        return file_of(picture.convert("P"), "PNG", transparency=chance.choice((0, bytes(range(16)))))
    if way == 3:
        return file_of(picture, "PNG", save_all=True, append_images=[picture] * 3)
    return file_of(picture)


def some_jpeg(chance: Random) -> bytes:
    """A JPEG of one of the kinds that there are, with odd EXIF or none."""
    picture = Image.fromarray(pixels(chance.randint(1, 40), chance.randint(1, 40)))
    picture = picture.convert(chance.choice(("RGB", "L", "CMYK")))
    more = {"exif": exif(chance)} if chance.random() < 0.6 else {}
    return file_of(picture, "JPEG", quality=chance.choice((5, 60, 100)), progressive=chance.random() < 0.3, **more)


def exif(chance: Random) -> bytes:
    """What a camera may have noted: an orientation in every form, offsets to nowhere, counts without end, noise."""
    if chance.random() < 0.2:
        return EXIF + chance.randbytes(chance.choice((0, 1, 7, 60)))
    order, sign = chance.choice(((b"II*\0", "<"), (b"MM\0*", ">")))
    fields = []
    for _ in range(chance.choice((1, 1, 2, 5))):
        tag = chance.choice((0x0112, 0x0112, 0x8769, 0x8825, 0xA005, 0x0201, chance.randrange(65536)))
        kind, count = (
            chance.choice((0, 1, 2, 3, 4, 5, 7, 10, 12, 13, 255)),
            chance.choice((0, 1, 2, 3, 2**31, 2**32 - 1)),
        )
        where = chance.choice((0, 1, 3, 6, 8, 9, 2**31, struct.unpack("<I", chance.randbytes(4))[0]))
        fields.append(struct.pack(f"{sign}HHII", tag, kind, count, where))
    first = chance.choice((8, 8, 8, 0, 9, 2**32 - 1))
    held = struct.pack(f"{sign}H", chance.choice((len(fields), len(fields), 0, 65535)))
    end = struct.pack(f"{sign}I", chance.choice((0, 0, 8, 2**31)))
    return EXIF + order + struct.pack(f"{sign}I", first) + held + b"".join(fields) + end


def mutated(content: bytes, chance: Random) -> bytes:
    """A file of which some bytes are others, more or fewer."""
    at = chance.randrange(len(content))
    way = chance.randrange(8)
    if way == 0:
        return content[:at]
    if way == 1:
        return content + chance.randbytes(chance.choice((1, 1000)))
    if way == 2:
        return content[:at] + chance.randbytes(chance.choice((1, 2, 9, 300))) + content[at:]
    if way == 3:
        return content[:at] + content[at + chance.choice((1, 4, 50)) :]
    changed = bytearray(content)
    for _ in range(chance.choice((1, 1, 4, 40))):
        # The beginning says what all the rest is.
        where = chance.randrange(min(len(changed), chance.choice((64, len(changed)))))
        changed[where] = chance.choice((0, 1, 0x7F, 0x80, 0xFF, chance.randrange(256)))
    return bytes(changed)


def made_up(chance: Random) -> bytes:
    """A PNG whose parts are right by themselves and together are not."""
    side = chance.choice((0, 1, 5, 4096, 4097, 20_000, 2**31 - 1, 2**31, 2**32 - 1))
    other = chance.choice((side, 1, 3))
    depth, colours = chance.choice((0, 1, 2, 4, 8, 16, 3, 255)), chance.choice((0, 2, 3, 4, 6, 1, 255))
    more = b"".join(
        chunk(*part)
        for part in chance.sample(
            [
                (b"eXIf", exif(chance).removeprefix(EXIF)),
                (b"tRNS", chance.randbytes(chance.choice((0, 1, 2, 6, 300)))),
                (b"PLTE", chance.randbytes(chance.choice((0, 1, 3, 768, 900)))),
                (b"zTXt", b"a\0\0" + zlib.compress(b"0" * chance.choice((9, 3_000_000)))),
                (b"iTXt", b"a\0\1\0\0\0" + zlib.compress(b"0" * chance.choice((9, 3_000_000)))),
                (b"iCCP", b"a\0\0" + zlib.compress(b"0" * chance.choice((9, 3_000_000)))),
                (b"acTL", struct.pack(">II", chance.choice((0, 1, 2**31)), 0)),
                (b"fcTL", chance.randbytes(26)),
                (b"IHDR", chance.randbytes(13)),
                (b"gAMA", b"\0\0\0\0"),
                (b"cHRM", b"\xff" * 32),
                (b"pHYs", b"\xff" * 9),
            ],
            chance.randint(0, 4),
        )
    )
    return png(side, other, b"\0" * chance.choice((0, 20, 5000)), depth, colours, more)


def disguised(chance: Random) -> bytes:
    """A file of another kind, with the beginning of a picture or without; or two kinds in one."""
    inside = Image.fromarray(pixels(9, 9))
    body = chance.choice((
        *(file_of(inside, kind) for kind in ("GIF", "BMP", "TIFF", "WEBP", "PPM", "ICO")), b"",
        b"<svg onload=alert(1)>", b"%PDF-1.7\n", b"PK\3\4", b"\x7fELF", b"MZ", b"\x80\x04cos\nsystem\n", b"\0" * 100,
        chance.randbytes(500), b"\0\0\0\x18ftypheic", b"%!PS-Adobe-3.0 EPSF-3.0\n(%pipe%id) (r) file\n",
        file_of(inside), file_of(inside, "JPEG"),
    ))  # fmt: skip
    start = chance.choice(
        (b"", b"", SIGNATURE, SIGNATURE[:5], b"\xff\xd8\xff", b"\xff\xd8\xff\xe0\0\x10JFIF\0", b"\n \t")
    )
    end = chance.choice((b"", b"", b"<script>alert(1)</script>", file_of(inside), b"PK\3\4" + b"\0" * 30))
    return start + body + end


MAKERS = (some_png, some_jpeg, made_up, disguised)


def some_file(chance: Random) -> bytes:
    content = chance.choice(MAKERS)(chance)
    return mutated(content, chance) if content and chance.random() < 0.7 else content


def opened(content: bytes):
    """The picture in a file, or why there is none."""
    try:
        return decoded(content), ""
    except PoolingError as error:
        return None, str(error)


@portions(400, 40)
def test_a_file_is_a_picture_within_the_limits_or_is_refused(seed, many):
    for case, chance in cases("file", seed, many):
        found, refused = opened(some_file(chance))
        if found is None:
            assert refused.startswith("picture must "), case
            assert len(refused) < 400, case
            continue
        assert found.pixels.dtype == np.uint8, case
        assert found.pixels.ndim == 3, case
        assert found.pixels.shape[2] == 3, case
        assert min(found.pixels.shape[:2]) >= 1, case
        assert max(found.pixels.shape[:2]) <= LARGEST_SIDE, case
        assert all(len(note) < 200 for note in found.notes), case


@portions(75, 10)
def test_a_picture_is_its_own_pixels_whatever_the_camera_noted(seed, many):
    """EXIF may turn a picture, and does nothing else to it."""
    for case, chance in cases("exif", seed, many):
        x = pixels(chance.randint(1, 9), chance.randint(10, 19))
        content = file_of(x, "JPEG", quality=90)
        noted = file_of(x, "JPEG", quality=90, exif=exif(chance))
        found, refused = opened(noted)
        assert not refused, case
        plain = np.asarray(Image.open(io.BytesIO(content)))
        turns = [np.rot90(side, n) for side in (plain, plain[:, ::-1]) for n in range(4)]
        assert any(np.array_equal(found.pixels, turn) for turn in turns), case


BOMBS = {
    "large sides": png(60_000, 60_000),
    "just too large": png(5000, 5000, b"\0" * 3_000_000),
    "text": png(1, 1, b"\0\0\0\0", more=chunk(b"zTXt", b"a\0\0" + zlib.compress(b"0" * 50_000_000))),
    "profile": png(1, 1, b"\0\0\0\0", more=chunk(b"iCCP", b"a\0\0" + zlib.compress(b"0" * 50_000_000))),
    "more than its size": png(3, 3, b"\0" * 50_000_000),
    "frames without end": png(3, 3, b"\0" * 30, more=chunk(b"acTL", struct.pack(">II", 2**31 - 1, 0))),
    "a wide JPEG": file_of(np.zeros((1, 65_000, 3), np.uint8), "JPEG"),
    "exif without end": file_of(pixels(9, 9), "JPEG", exif=EXIF + b"II*\0\x08\0\0\0\xff\xff" + b"\x12\x01" * 20_000),
}


@pytest.mark.parametrize("content", BOMBS.values(), ids=BOMBS)
def test_a_small_file_asks_for_little_memory(content):
    tracemalloc.start()
    opened(content)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert most < 40_000_000
