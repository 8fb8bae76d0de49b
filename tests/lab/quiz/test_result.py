"""Result codes there and back; what was mistyped, cut off or made up is refused; tables that run nothing."""

import base64
import csv
import hashlib
import io
import json

import pytest

from lab.quiz.result import MOST_CODES, Result, code, read_code, read_codes, table
from lab.quiz.rounds import Round
from pooling import PoolingError
from tests.pooling.checks import message_of

ONE = Result("7-easy-any-0", "Ada Löwe", (True, False, None, True, True, True, False, True, None, True))


def forged(*parts, packed=None):
    """A code with a right checksum that holds anything."""
    if packed is None:
        packed = base64.urlsafe_b64encode(json.dumps(parts).encode()).decode().rstrip("=")
    return f"PL1.{packed}.{hashlib.blake2b(f'PL1.{packed}'.encode(), digest_size=4).hexdigest()}"


def test_a_code_there_and_back():
    assert read_code(code(ONE)) == ONE
    assert ONE.right == 6


def test_a_code_of_a_round_of_one_s_own():
    own = Result(Round(7, "easy", ("ties", "padding"), 3, ("max",)).name(0), "", (True, None, False))
    assert read_code(code(own)) == own


def test_a_code_may_be_broken_over_lines():
    whole = code(ONE)
    assert read_code(f" {whole[:20]}\n{whole[20:]} ") == ONE


def test_every_slip_of_one_character_is_found():
    whole = code(ONE)
    for at, sign in enumerate(whole):
        slip = whole[:at] + ("A" if sign != "A" else "B") + whole[at + 1 :]
        with pytest.raises(PoolingError):
            read_code(slip)
        with pytest.raises(PoolingError):
            read_code(whole[:at] + whole[at + 1 :])


MARKS = "1" * 10
ILLEGAL = {
    "empty": "",
    "noise": "noise",
    "too long": "PL1." + "A" * 5000,
    "no checksum": "PL1.AAAA",
    "no JSON": forged(packed="AAAA"),
    "not base64": forged(packed="é!"),
    "deep": forged(packed=base64.urlsafe_b64encode(b"[" * 600).decode().rstrip("=")),
    "no list": forged(packed=base64.urlsafe_b64encode(b"{}").decode().rstrip("=")),
    "two parts": forged("7-easy-any-0", "a"),
    "a number": forged("7-easy-any-0", 3, MARKS),
    "no round": forged("nothing", "a", MARKS),
    "a long round": forged("7-easy-any-0" + "0" * 400, "a", MARKS),
    "another question": forged("7-easy-any-1", "a", MARKS),
    "a long name": forged("7-easy-any-0", "a" * 61, MARKS),
    "too few marks": forged("7-easy-any-0", "a", "1"),
    "other marks": forged("7-easy-any-0", "a", "1" * 9 + "2"),
}


@pytest.mark.parametrize("text", ILLEGAL.values(), ids=ILLEGAL.keys())
def test_what_is_no_code_is_refused(text):
    with pytest.raises(PoolingError) as refused:
        read_code(text)
    assert len(str(refused.value)) < 400


def test_codes_are_read_line_by_line_and_a_wrong_one_hides_no_other():
    found = read_codes(f"{code(ONE)}\n\n  noise\n{code(ONE)}\n")
    assert [result if isinstance(result, Result) else str(result)[:9] for _, result in found] == [ONE, "code must", ONE]


def test_more_codes_than_a_class_has_are_refused():
    assert message_of(read_codes, "a\n" * (MOST_CODES + 1)) == "codes must be at most 300, one a line, but got 301"


def test_a_table_begins_no_formula():
    rows = [["=HYPERLINK(1)", "-1", "a,b"], ["@x", "+1", '"']]
    read = list(csv.reader(io.StringIO(table(["a", "b", "c"], rows))))
    assert read == [["a", "b", "c"], ["'=HYPERLINK(1)", "'-1", "a,b"], ["'@x", "'+1", '"']]
