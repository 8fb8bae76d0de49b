"""Files of pictures, whole and damaged, made here."""

import io
import struct
import zlib

import numpy as np
from PIL import Image

SIGNATURE = b"\x89PNG\r\n\x1a\n"


def pixels(height=6, width=9, channels=3):
    """A picture (height, width, channels) of noise."""
    return np.random.default_rng(1).integers(0, 256, (height, width, channels), dtype=np.uint8)


def file_of(picture, kind="PNG", **options):
    """An array or an image as the content of a file."""
    image = picture if isinstance(picture, Image.Image) else Image.fromarray(picture)
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def chunk(kind, data):
    """One part of a PNG file."""
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(width, height, data=b"", depth=8, colours=2, more=b""):
    """A PNG file that claims a size, whatever it holds."""
    head = struct.pack(">IIBBBBB", width, height, depth, colours, 0, 0, 0)
    return SIGNATURE + chunk(b"IHDR", head) + more + chunk(b"IDAT", zlib.compress(data)) + chunk(b"IEND", b"")
