"""A visitor's file: every kind of PNG and JPEG becomes plain RGB; everything else is refused in words."""

import zlib

import numpy as np
import pytest
from PIL import Image

from lab.photo import file as photo_file
from lab.photo.file import decoded
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
