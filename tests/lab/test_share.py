"""The share link: the whole state there and back, and a working lab whatever a link holds."""

from dataclasses import asdict, replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lab.examples import EXAMPLES
from lab.legal import fitted
from lab.link import pack, unpack
from lab.settings import LEAST, Settings
from lab.share import NAMES, decode, encode
from lab.state import Editing, Selection, Stepping, fresh, settled
from pooling import OPERATORS
from tests.lab.test_link import DAMAGED, refused
from tests.lab.test_settings import some_settings
from tests.pooling.checks import same
from tests.pooling.strategies import PROFILE

NUMBERS = st.floats(-1e9, 1e9).map(lambda v: v + 0.0)


@st.composite
def labs(draw):
    """Any state that a visitor can bring about."""
    height, width = draw(st.integers(1, 16)), draw(st.integers(1, 16))
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    numbers = draw(st.lists(NUMBERS, min_size=1, max_size=9))
    base = fresh()
    selection = Selection(draw(st.sampled_from(["window", "cell"])), draw(st.integers(0, 15)), draw(st.integers(0, 15)))
    return settled(
        replace(
            base,
            height=height,
            width=width,
            canvas=rng.choice(numbers, base.canvas.shape),
            grad_canvas=rng.choice(numbers, base.grad_canvas.shape),
            settings=fitted(draw(some_settings()), height, width),
            selection=selection,
            locks=draw(st.frozensets(st.sampled_from(list(LEAST)))),
            example=draw(st.sampled_from(list(EXAMPLES))),
            seed=draw(st.integers(0, 9999)),
        )
    )


def link(**changes):
    """A link as Share makes it, with fields replaced; None takes a field out."""
    fields = unpack(encode(fresh()))
    for name, value in changes.items():
        if name in fields["settings"]:
            fields["settings"][name] = value
        elif value is None:
            fields.pop(name, None)
        else:
            fields[name] = value
    return pack(fields)


def works(lab):
    """Run the whole forward and backward pass of a decoded state."""
    pooled = lab.pooled()
    assert pooled.backward(lab.grad_output).shape == lab.x.shape
    assert np.isfinite(lab.canvas).all()
    assert np.isfinite(lab.grad_canvas).all()


@given(labs())
@PROFILE
def test_round_trip(lab):
    opened, dropped = decode(encode(lab))
    assert dropped == []
    same(opened.x, lab.x)
    same(opened.grad_output, lab.grad_output)
    same(opened.pooled().output, lab.pooled().output)
    assert opened.settings == lab.settings
    assert opened.selection == lab.selection
    assert (opened.example, opened.seed) == (lab.example, lab.seed)
    assert opened.locks == {name for name in lab.locks if len(set(getattr(lab.settings, name))) == 1}


def test_a_pass_that_has_become_shorter_is_linked_at_its_end():
    lab = replace(fresh(), stepping=Stepping(at=19))
    shorter = settled(replace(lab, height=2))
    opened, dropped = decode(encode(shorter))
    assert dropped == []
    assert opened.stepping.at == 7  # three windows forward, the gradient's beginning, three windows back


def test_a_link_of_the_start_holds_the_worked_example():
    lab, dropped = decode(encode(fresh()))
    assert (lab.settings, lab.selection, dropped) == (Settings("max", (2, 2), (2, 2)), Selection("window", 1, 0), [])
    same(lab.x, fresh().x)


@pytest.mark.parametrize("text", DAMAGED.values(), ids=DAMAGED.keys())
def test_a_damaged_link_gives_the_start_and_says_why(text):
    lab, dropped = decode(text)
    assert dropped == [refused(text)]
    same(lab.x, fresh().x)
    works(lab)


@pytest.mark.parametrize("letter", ["a", "é", "😀"])
def test_however_much_is_typed_the_text_can_be_read_again(letter):
    rng = np.random.default_rng(0)
    drafts = {(r, c): "".join(rng.choice([letter, "x", "y", "z"], 400)) for r in range(16) for c in range(16)}
    lab = replace(fresh(), height=16, width=16, canvas=rng.normal(size=(16, 16)), grad_canvas=rng.normal(size=(17, 17)))
    typed = {"input_editing": Editing(drafts), "grad_editing": Editing(drafts)}
    full = replace(lab, settings=Settings("max", (1, 1), (1, 1)), **typed)
    again, dropped = decode(encode(full))
    assert dropped == []
    same(again.x, full.x)
    newest = list(drafts)[-10:]
    assert {at: again.input_editing.drafts[at] for at in newest} == {at: drafts[at] for at in newest}


def test_a_draft_that_is_longer_than_can_be_typed_is_refused():
    lab, dropped = decode(link(drafts={"x": [[0, 0, "a" * 402]]}))
    assert "drafts of x must be [row, column, short text] each" in dropped[0]
    assert lab.input_editing.drafts == {}


ILLEGAL = {
    "operator": ("sum", f"operator must be one of {', '.join(OPERATORS)}, but got 'sum'"),
    "kernel_size": ([0, 2], "kernel_size must be an int or a pair of ints, each at least 1, but got [0, 2]"),
    "stride": (17, "stride must be at most 16 on each axis in the lab, but got (17, 17)"),
    "padding": ([2, 2], "padding must be at most half of kernel_size (2, 2) on each axis, but got (2, 2)"),
    "dilation": ([6, 6], "kernel_size after dilation must be at most the padded input height 6, but got 7"),
    "ceil_mode": ("yes", "ceil_mode must be True or False, but got 'yes'"),
    "divisor_override": (0, "divisor_override must be None or an int other than 0, but got 0"),
    "norm_type": (11, "norm_type must lie from 1 to 10 in the lab, but got 11"),
    "whole_plane": (3, "global must be True or False, but got 3"),
    "height": (17, "height must be an int from 1 to 16, but got 17"),
    "selection": (["row", 1, 2], 'selection must be ["window" or "cell", row, column], but got [\'row\', 1, 2]'),
    "example": ("sum", f"example must be one of {', '.join(EXAMPLES)}, but got 'sum'"),
    "seed": (10000, "seed must be an int from 0 to 9999, but got 10000"),
    "locks": (
        ["seed"],
        "locks must be a list of names among kernel_size, stride, padding, dilation, but got ['seed']",
    ),
    "unknown": (
        1,
        "link must hold no fields but settings, height, width, x, grad_output, selection, example, seed, locks, "
        "stepping, knobs, drafts, but got ['unknown']",
    ),
    "settings": ([1], "settings must be an object, but got list"),
    "x": ([[1, 2]], "input must be 6 rows of 6 numbers, but got [[1, 2]]"),
    "grad_output": (None, "grad_output must be part of the link, but got nothing"),
}


@pytest.mark.parametrize(("name", "value", "message"), [(n, *v) for n, v in ILLEGAL.items()], ids=ILLEGAL.keys())
def test_an_illegal_value_is_named_with_its_rule(name, value, message):
    lab, dropped = decode(link(**{name: value}))
    assert message in dropped
    works(lab)


def test_what_is_legal_in_a_damaged_link_is_kept():
    lab, dropped = decode(link(operator="min", stride=0))
    assert (lab.settings.operator, lab.settings.stride) == ("min", (2, 2))
    assert dropped == ["stride must be an int or a pair of ints, each at least 1, but got 0"]


def test_windows_of_padding_alone_by_link_are_named():
    lab, dropped = decode(link(kernel_size=[2, 1], padding=[1, 0], dilation=[7, 1], stride=[1, 1]))
    assert dropped[0] == "every window must hold an input cell, but got window (0, 0) on padding alone"
    works(lab)


@pytest.mark.parametrize("cell", [None, "abc", True, 1e10, [1], 10**400], ids=lambda v: type(v).__name__)
def test_a_bad_number_in_a_grid_is_named(cell):
    x = fresh().x.tolist()
    x[4][5] = cell
    lab, dropped = decode(link(x=x))
    assert dropped[0].startswith("input row 4 column 5 must be a finite number from −1e9 to 1e9, but got ")
    works(lab)


@pytest.mark.parametrize(
    "name", ["kernel_size", "stride", "padding", "dilation", "divisor_override", "height", "selection", "seed"]
)
def test_a_huge_number_does_not_fill_the_screen(name):
    lab, dropped = decode(link(**{name: 10**4000}))
    assert dropped
    assert max(map(len, dropped)) < 250
    works(lab)


@pytest.mark.parametrize("field", ["operator", "kernel_size", "x", "height", "selection"])
def test_no_depth_of_nesting_breaks_a_link(field):
    for depth in range(900, 1000):
        nested = "[" * depth + "]" * depth
        known = field in asdict(Settings())
        plain = f'{{"settings":{{"{field}":{nested}}}}}' if known else f'{{"{field}":{nested}}}'
        lab, dropped = decode(_encoded(plain))
        assert dropped
        works(lab)


def _encoded(plain):
    from tests.lab.test_link import encoded

    return encoded(plain.encode())


@pytest.mark.parametrize(
    ("selection", "message"),
    [
        (["cell", 6, 3], "selection must lie in the 6×6 input, but got ['cell', 6, 3]"),
        (["window", 0, 3], "selection must lie in the 3×3 output, but got ['window', 0, 3]"),
    ],
    ids=str,
)
def test_a_selection_beyond_the_grid_is_named(selection, message):
    lab, dropped = decode(link(selection=selection))
    assert (lab.selection, dropped) == (fresh().selection, [message])


def test_an_unknown_setting_is_named():
    fields = unpack(encode(fresh()))
    fields["settings"]["pad"] = 1
    message = f"settings must hold no fields but {', '.join(asdict(Settings()))}, but got ['pad']"
    assert decode(pack(fields))[1] == [message]


def test_a_missing_setting_is_named():
    fields = unpack(encode(fresh()))
    del fields["settings"]["divisor_override"]
    assert decode(pack(fields))[1] == ["divisor_override must be part of the link, but got nothing"]


@pytest.mark.parametrize("count", [1, 5000])
def test_unknown_names_do_not_fill_the_screen(count):
    fields = unpack(encode(fresh())) | {f"{n}" * 10_000 if count == 1 else f"{n}": 0 for n in range(count)}
    (message,) = decode(pack(fields))[1]
    assert len(message) < 200


@pytest.mark.parametrize("name", ["settings", "height", "width", "x", "grad_output", "selection"])
def test_a_missing_field_is_named(name):
    fields = unpack(encode(fresh()))
    del fields[name]
    assert decode(pack(fields))[1] == [f"{name} must be part of the link, but got nothing"]


@pytest.mark.parametrize("name", ["example", "seed", "locks"])
def test_a_link_from_before_a_field_was_part_of_one_opens_without_a_word(name):
    fields = unpack(encode(fresh()))
    del fields[name]
    lab, dropped = decode(pack(fields))
    assert dropped == []
    assert getattr(lab, name) == getattr(fresh(), name)


def test_a_lock_holds_only_where_both_axes_are_equal():
    lab, _ = decode(link(kernel_size=[2, 3], locks=["kernel_size", "stride"]))
    assert lab.locks == {"stride"}


@given(st.text(max_size=300))
@PROFILE
def test_noise_gives_the_start(text):
    lab, dropped = decode(text)
    assert dropped
    same(lab.x, fresh().x)


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3),
    max_leaves=8,
)


@given(st.dictionaries(st.sampled_from([*asdict(Settings()), *NAMES[1:]]), VALUES))
@PROFILE
def test_any_fields_give_a_lab_that_works(changes):
    lab, _ = decode(link(**changes))
    works(lab)
    assert lab.settings.is_legal(lab.height, lab.width)


@given(some_settings(), st.integers(1, 9), st.integers(1, 9))
@PROFILE
def test_any_combination_of_settings_gives_a_lab_that_works(settings, height, width):
    fields = {"settings": asdict(settings), "height": height, "width": width, "selection": ["window", 0, 0]}
    lab, dropped = decode(pack(fields))
    works(lab)
    assert (lab.settings == settings) == settings.is_legal(height, width)
    assert len(dropped) == 2 + (not settings.is_legal(height, width))  # the grids are missing
