"""A visitor's file: every kind of PNG and JPEG becomes plain RGB; everything else is refused in words."""

import contextlib
import random
import struct
import zlib

import numpy as np
import pytest
from PIL import Image

from lab.photo import file as photo_file
from lab.photo.file import decoded
from pooling import PoolingError
from tests.lab.photo.files import SIGNATURE, chunk, file_of, pixels, png
from tests.pooling.checks import message_of, same

X = pixels()
GREY = X[..., 0]


def turned(orientation):
    """A picture taken with the camera held so."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    return file_of(X, "PNG", exif=exif)


def test_a_png_gives_its_pixels():
    found = decoded(file_of(X))
    same(found.pixels, X)
    assert found.notes == ()


def test_a_jpeg_is_taken():
    smooth = np.full((16, 24, 3), (200, 40, 90), np.uint8)
    found = decoded(file_of(smooth, "JPEG", quality=95)).pixels
    assert found.shape == smooth.shape
    assert np.abs(found.astype(int) - smooth).max() <= 4


@pytest.mark.parametrize("mode", ["L", "1"])
def test_grey_becomes_three_equal_channels(mode):
    image = Image.fromarray(GREY).convert(mode)
    same(decoded(file_of(image)).pixels, np.repeat(np.asarray(image.convert("L"))[..., None], 3, axis=2))


def test_16_bit_grey_is_scaled_not_cut():
    found = decoded(file_of(np.array([[0, 255, 256, 32896, 65535]], np.uint16)))
    assert found.pixels[0, :, 0].tolist() == [0, 0, 0, 128, 255]
    assert found.notes == ("Its 16 bits a pixel were reduced to 8.",)


def test_16_bit_colour_is_taken():
    same(decoded(png(1, 1, b"\0" + bytes([7, 0, 8, 0, 9, 0]), depth=16)).pixels, np.array([[[7, 8, 9]]], np.uint8))


def test_a_palette_is_looked_up():
    image = Image.fromarray(X).quantize(8)
    same(decoded(file_of(image)).pixels, np.asarray(image.convert("RGB")))


def test_transparent_parts_lie_over_white():
    found = decoded(file_of(np.array([[[10, 20, 30, 0], [10, 20, 30, 255]]], np.uint8)))
    assert found.pixels.tolist() == [[[255, 255, 255], [10, 20, 30]]]
    assert found.notes == ("Its transparent parts were laid over white.",)


def test_an_opaque_alpha_channel_needs_no_word():
    found = decoded(file_of(np.dstack([X, np.full(GREY.shape, 255, np.uint8)])))
    same(found.pixels, X)
    assert found.notes == ()


def test_printing_colours_are_converted_and_said_so():
    found = decoded(file_of(Image.fromarray(X).convert("CMYK"), "JPEG"))
    assert found.pixels.shape == X.shape
    assert found.notes == ("Its printing colours (CMYK) were converted without a colour profile.",)


@pytest.mark.parametrize(
    ("orientation", "upright"),
    [(2, X[:, ::-1]), (3, X[::-1, ::-1]), (6, np.rot90(X, -1)), (8, np.rot90(X))],
    ids=["mirrored", "upside down", "on its left", "on its right"],
)
def test_a_picture_is_turned_as_the_camera_noted(orientation, upright):
    found = decoded(turned(orientation))
    same(found.pixels, np.ascontiguousarray(upright))
    assert found.notes == ("It was turned upright, as the camera noted.",)


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"", "an empty file"),
        (file_of(X, "GIF"), "a GIF"),
        (file_of(X, "BMP"), "a BMP"),
        (file_of(X, "TIFF"), "a TIFF"),
        (b"\n<!doctype html><img src=x>", "HTML, XML or SVG text"),
        (b"%PDF-1.7", "a PDF"),
        (b"\x80\x04cos\nsystem\n", "a file of another kind"),
    ],
    ids=["empty", "gif", "bmp", "tiff", "html", "pdf", "pickle"],
)
def test_a_file_of_another_kind_is_named(content, what):
    assert message_of(decoded, content) == f"picture must be a PNG or JPEG file, but got {what}"


def test_the_size_of_the_file_comes_first(monkeypatch):
    monkeypatch.setattr(photo_file, "LARGEST_FILE", 1)
    assert message_of(decoded, b"x" * 1_200_000) == "picture must be at most 1 MB, but got 1.2 MB"


@pytest.mark.parametrize("size", [(4097, 1), (1, 4097), (5000, 4096)], ids=str)
def test_sides_are_read_before_anything_is_decoded(size):
    width, height = size
    message = f"picture must have at most 4096 × 4096 pixels, height × width, but got {height} × {width}"
    assert message_of(decoded, png(width, height)) == message


def test_4096_pixels_a_side_are_taken():
    line = np.zeros((1, 4096, 3), np.uint8)
    assert decoded(file_of(line)).pixels.shape == line.shape


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("size", [(20_000, 6000), (60_000, 60_000)], ids=str)
def test_a_decompression_bomb_is_refused(size):
    message = message_of(decoded, png(*size))
    assert message == "picture must have at most 4096 × 4096 pixels, height × width, but got far more"


WHOLE = file_of(pixels(60, 60))
JPEG = file_of(pixels(60, 60), "JPEG")


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (WHOLE[:-500], "PNG"),
        (SIGNATURE, "PNG"),
        (WHOLE[:60] + b"x" + WHOLE[61:], "PNG"),
        (png(0, 5), "PNG"),
        (png(9, 9, b"\0"), "PNG"),
        (png(1, 1, b"\0\0\0\0", more=chunk(b"zTXt", b"a\0\0" + zlib.compress(b"0" * 5_000_000))), "PNG"),
        (JPEG[:-400], "JPEG"),
        (b"\xff\xd8\xff", "JPEG"),
        (b"\xff\xd8\xff\xe0" + b"<html>" * 50, "JPEG"),
    ],
    ids=["cut", "signature", "changed", "no width", "too little", "text bomb", "cut jpeg", "jpeg start", "disguised"],
)
def test_a_damaged_file_is_refused(content, kind):
    assert message_of(decoded, content).startswith(f"picture must be a whole {kind} file, but got ")


@pytest.mark.parametrize("side", [64, 2048, 4096])
def test_a_host_may_lower_the_largest_side(monkeypatch, side):
    monkeypatch.setenv("POOLING_LAB_LARGEST_SIDE", str(side))
    assert photo_file.largest_side() == side
    assert decoded(file_of(np.zeros((1, side, 3), np.uint8))).pixels.shape == (1, side, 3)
    message = f"picture must have at most {side} × {side} pixels, height × width, but got 1 × {side + 1}"
    assert message_of(decoded, png(side + 1, 1)) == message


@pytest.mark.parametrize("text", ["", "63", "4097", "1e3", "-64", " 64", "٦٤", "9" * 5000], ids=lambda text: text[:9])
def test_a_largest_side_that_is_none_is_refused(monkeypatch, text):
    monkeypatch.setenv("POOLING_LAB_LARGEST_SIDE", text)
    rule = "POOLING_LAB_LARGEST_SIDE must be an int from 64 to 4096, but got "
    assert message_of(photo_file.largest_side).startswith(rule)


def ifd(*entries, little=True):
    """EXIF data of (tag, kind, count, four bytes) entries."""
    order = "<" if little else ">"
    body = struct.pack(f"{order}H", len(entries))
    for tag, kind, count, value in sorted(entries):
        body += struct.pack(f"{order}HHI", tag, kind, count) + value
    return (b"II*\0" if little else b"MM\0*") + struct.pack(f"{order}I", 8) + body + bytes(20)


def segment(mark, data):
    """A JPEG segment."""
    return b"\xff" + bytes([mark]) + struct.pack(">H", len(data) + 2) + data


def holding(kind, exif):
    """A file of `X` with this EXIF data, whatever it is."""
    if kind == "PNG":
        at = 8 + 25  # after the signature and IHDR
        return PLAIN["PNG"][:at] + chunk(b"eXIf", exif) + PLAIN["PNG"][at:]
    return PLAIN["JPEG"][:2] + segment(0xE1, b"Exif\0\0" + exif) + PLAIN["JPEG"][2:]


PLAIN = {"PNG": file_of(X), "JPEG": file_of(X, "JPEG")}
pytestmark = pytest.mark.filterwarnings("ignore::UserWarning:PIL")  # of EXIF that is corrupt
both_kinds = pytest.mark.parametrize("kind", PLAIN)
HELD_SO = (0x0112, 3, 1, b"\6\0\0\0")  # the camera on its left
#: What the standard does not allow, and what Pillow cannot write back or does not expect.
ODD = {
    "model as FLOAT": (0x0110, 11, 1, struct.pack("<f", 1.5)),
    "model as DOUBLE": (0x0110, 12, 1, b"\x26\0\0\0"),
    "model as RATIONAL": (0x0110, 5, 1, b"\x26\0\0\0"),
    "resolution as ASCII": (0x011A, 2, 4, b"abc\0"),
    "resolution as nothing": (0x011A, 3, 0, b"\0\0\0\0"),
    "resolution far away": (0x011A, 5, 1, b"\xff\xff\xff\x7f"),
    "resolution by nought": (0x011A, 5, 1, b"\x26\0\0\0"),
    "a kind that is none": (0x011A, 99, 7, b"\0\0\0\0"),
    "directory that is none": (0x8769, 4, 1, b"\xff\xff\xff\xff"),
    "directory in itself": (0x8769, 4, 1, b"\x08\0\0\0"),
}


@both_kinds
@pytest.mark.parametrize("odd", ODD.values(), ids=ODD.keys())
@pytest.mark.parametrize("more", [(), ((0x0128, 3, 1, b"\3\0\0\0"),)], ids=["", "in cm"])
def test_what_is_odd_in_exif_does_no_harm(kind, odd, more):
    plain = decoded(PLAIN[kind]).pixels
    same(decoded(holding(kind, ifd(odd, *more))).pixels, plain)
    upright = decoded(holding(kind, ifd(odd, HELD_SO, *more)))
    same(upright.pixels, np.ascontiguousarray(np.rot90(plain, -1)))
    assert upright.notes == ("It was turned upright, as the camera noted.",)


@both_kinds
@pytest.mark.parametrize(
    "said",
    [(0x0112, 2, 2, b"6\0\0\0"), (0x0112, 3, 1, b"\11\0\0\0"), (0x0112, 3, 0, bytes(4))],
    ids=["a letter", "nine", "none"],
)
def test_an_orientation_that_is_none_turns_nothing(kind, said):
    found = decoded(holding(kind, ifd(said)))
    same(found.pixels, decoded(PLAIN[kind]).pixels)
    assert found.notes == ()


def test_further_pictures_in_a_jpeg_file_are_left_alone_whatever_is_said_of_them():
    index = b"MPF\0" + ifd((0xB001, 4, 1, b"\2\0\0\0"), (0xB002, 7, 32, b"\xff\xff\xff\0"))
    content = PLAIN["JPEG"][:2] + segment(0xE2, index) + PLAIN["JPEG"][2:]
    same(decoded(content).pixels, decoded(PLAIN["JPEG"]).pixels)


def test_a_file_of_nothing_but_exif_is_not_searched_to_its_end(monkeypatch):
    one = segment(0xE1, b"Exif\0\0" + ifd(HELD_SO))
    content = PLAIN["JPEG"][:2] + one * 5 + PLAIN["JPEG"][2:]
    upright = decoded(content).pixels
    monkeypatch.setattr(photo_file, "MOST_ASIDES", 2)
    assert photo_file._without_asides(content)[0].count(b"Exif") == 3
    same(decoded(content).pixels, upright)


def mutated(chance, exif):
    """EXIF data with some bytes changed, cut out, put twice, or cut off."""
    data = bytearray(exif)
    for _ in range(chance.randint(1, 6)):
        at = chance.randrange(len(data) or 1)
        change = chance.randrange(4)
        if change == 0:
            data[at : at + 1] = bytes(
                [chance.choice((0, 1, 2, 5, 7, 11, 12, 13, 0x7F, 0x80, 0xFF, chance.randrange(256)))]
            )
        elif change == 1:
            del data[at : at + chance.randint(1, 4)]
        elif change == 2:
            data[at:at] = data[at : at + 12]
        elif chance.random() < 0.2:
            del data[at:]
    return bytes(data)


@both_kinds
def test_exif_never_decides_whether_pixels_can_be_read(kind):
    chance, plain = random.Random(6), decoded(PLAIN[kind]).pixels
    ways = [np.ascontiguousarray(np.rot90(way, n)) for way in (plain, plain[:, ::-1]) for n in range(4)]
    for n in range(400):
        entries = [HELD_SO, *chance.sample([*ODD.values(), (0x0128, 3, 1, b"\2\0\0\0")], 3)]
        found = decoded(holding(kind, mutated(chance, ifd(*entries, little=n % 4 > 0))))
        if found.notes:
            assert found.notes == ("It was turned upright, as the camera noted.",)
            assert any(np.array_equal(found.pixels, way) for way in ways)
        else:
            same(found.pixels, plain)


def test_a_file_is_refused_in_words_whatever_byte_of_it_is_changed():
    chance = random.Random(7)
    for content in (holding("JPEG", ifd(HELD_SO)), holding("PNG", ifd(HELD_SO))):
        for _ in range(300):
            data = bytearray(content)
            for _ in range(chance.randint(1, 4)):
                data[chance.randrange(len(data))] = chance.randrange(256)
            with contextlib.suppress(PoolingError):
                assert decoded(bytes(data)).pixels.dtype == np.uint8
