"""The pure parts of the load test: nothing here starts a server or looks at a clock."""

import json
import math
from dataclasses import replace

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Delta_pb2 import Delta

from benchmarks.load import protocol
from benchmarks.load.heavy import LAYERS, long_pass
from benchmarks.load.report import class_table, table
from benchmarks.load.tally import TOO_LATE, Tally, percentile, summary
from benchmarks.load.visitor import differing
from lab.share import decode, encode
from lab.state import fresh
from pooling.steps.trace import trace

ID = "$$ID-7a594b6589e58fbae3a201eb380816d2-set_operator"


def test_a_percentile_is_the_smallest_value_that_the_share_does_not_exceed():
    values = list(range(1, 101))[::-1]
    assert [percentile(values, share) for share in (0, 0.5, 0.95, 1)] == [1, 50, 95, 100]


def test_a_percentile_of_one_value_is_that_value():
    assert percentile([7.0], 0.95) == 7.0


def test_a_percentile_of_nothing_is_no_number():
    assert math.isnan(percentile([], 0.5))


def test_a_summary_of_nothing_is_json():
    assert json.loads(json.dumps(summary([]))) == {"median": None, "p95": None, "max": None}


def test_an_answer_that_comes_too_late_counts_and_is_an_error():
    tally = Tally()
    tally.answered(TOO_LATE)
    tally.answered(TOO_LATE + 1)
    assert (len(tally.seconds), dict(tally.errors)) == (2, {"late": 1})


@pytest.mark.parametrize(
    ("identity", "key"),
    [(ID, "set_operator"), ("$$ID-7a59-with-dashes", "with-dashes"), ("$$ID-7a59-None", ""), ("", ""), ("x-y", "")],
)
def test_the_key_of_a_widget_stands_at_the_end_of_its_id(identity, key):
    assert protocol.key_of(identity) == key


def test_a_widget_is_found_in_a_delta():
    delta = Delta()
    delta.new_element.button_group.id = ID
    key, found = protocol.widget(delta)
    assert (key, found.id) == ("set_operator", ID)


def test_a_popover_is_found_in_a_delta():
    delta = Delta()
    delta.add_block.popover.id = "$$ID-7a59-film"
    assert protocol.widget(delta)[0] == "film"


def test_an_exception_is_found_in_a_delta():
    delta = Delta()
    delta.new_element.exception.message = "broken"
    key, found = protocol.widget(delta)
    assert (key, found.message) == ("", "broken")


def test_a_delta_without_a_widget_has_no_key():
    delta = Delta()
    delta.add_block.allow_empty = True
    assert protocol.widget(delta) == ("", None)


def test_a_message_says_address_page_and_widgets():
    delta = Delta()
    delta.new_element.button_group.id = ID
    state = protocol.chosen(protocol.widget(delta)[1], "Avg")
    message = protocol.rerun("http://127.0.0.1:1", "s=x", [state], page="Image")
    asked = BackMsg.FromString(message.SerializeToString()).rerun_script
    assert (asked.query_string, asked.page_name, asked.page_script_hash) == ("s=x", "Image", "")
    assert asked.context_info.url == "http://127.0.0.1:1/Image"
    assert [(w.id, list(w.string_array_value.data)) for w in asked.widget_states.widgets] == [(ID, ["Avg"])]


def test_what_a_component_says_is_json():
    delta = Delta()
    delta.new_element.bidi_component.id = "$$ID-7a59-edit_input"
    edit = {"rev": 1, "version": 0, "events": [["cell", 0, 1, "2.5"]]}
    state = protocol.said(protocol.widget(delta)[1], edit=edit)
    assert json.loads(state.json_value) == {"edit": edit}


def told(lab):
    """What the page is told of a state, as far as it is compared."""
    charts = {"output": lab.pooled().output, "grad_input": lab.grad_input}
    return {"input": {"z": lab.x.tolist()}, "charts": {name: {"z": grid.tolist()} for name, grid in charts.items()}}


def test_the_right_numbers_do_not_differ():
    assert differing(told(fresh()), fresh()) == []


def test_wrong_numbers_are_named():
    answer = told(fresh())
    answer["charts"]["output"]["z"][0][0] += 1e-9
    assert differing(answer, fresh()) == ["output"]


def test_numbers_of_another_size_are_wrong():
    other = fresh()
    other = replace(other, settings=replace(other.settings, kernel_size=(3, 3)))
    assert differing(told(other), fresh()) == ["output", "grad_input"]


@pytest.mark.parametrize("layer", LAYERS)
def test_a_link_to_a_long_pass_is_taken_whole_and_no_other_is_the_same(layer):
    assert decode(encode(long_pass(layer, 0)))[1] == []
    assert encode(long_pass(layer, 0)) != encode(long_pass(layer, 1))


def test_a_long_pass_has_as_many_steps_as_is_said():
    lab = long_pass("taps", 0)
    assert len(trace(lab.pooled(), lab.grad_output, lab.stepping.way, lab.stepping.by).steps) == 19_405


def test_the_table_shows_each_figure_beside_its_aim():
    times = {"median": 0.1, "p95": 0.2, "max": 0.3, "count": 4, "checked": 4, "errors": {}}
    found = {
        "options": {"visitors": 2, "arrive": 1, "after": 600},
        "arrivals": times,
        "changes": times | {"errors": {"wrong": 1}, "a second": 0.2, "wanted a second": 0.2},
        "heavy": {"steps": times},
        "memory": {"base": 100.0, "all": 101.0, "per visitor": 0.5, "most": 105.0, "after": 111.0, "back after": None},
        "server": {"computed": 1.0, "seconds": 60.0},
        "client": {"computed": 0.1, "late": 3.0},
        "load": [0.1, 0.2],
        "words": ["wrong: visitor 1: output"],
    }
    written = table(found)
    assert "| 4 changes, s | median 0.10, p95 0.20, max 0.30 | p95 ≤ 1 s |" in written
    assert "| errors | 1 (1 wrong) | 0 |" in written
    assert "| memory after all have left, MB | 111 | ≤ 110 |" in written
    assert "| there again after | not within 600 s |" in written
    assert written.endswith("- wrong: visitor 1: output")


def test_the_table_of_a_run_without_answers_says_so():
    none = summary([]) | {"count": 0, "checked": 0, "errors": {"lost": 2}}
    found = {
        "options": {"visitors": 2, "arrive": 1, "after": 600},
        "arrivals": none,
        "changes": none | {"a second": 0.0, "wanted a second": 0.2},
        "heavy": {},
        "memory": {"base": 100.0, "all": 100.0, "per visitor": 0.0, "most": 105.0, "after": 100.0, "back after": 0},
        "server": {"computed": 1.0, "seconds": 60.0},
        "client": {"computed": 0.1, "late": 3.0},
        "load": [0.1, 0.2],
        "words": [],
    }
    assert "| 0 changes, s | none | p95 ≤ 1 s |" in table(found)


def test_the_table_of_a_class_shows_each_part_beside_its_aim_and_what_went_wrong():
    times = {"median": 0.1, "p95": 0.2, "max": 0.3, "count": 4, "checked": 4, "errors": {}}
    found = {
        "options": {"visitors": 300, "arrive": 10, "every": 10.0, "workers": 4},
        "arrivals": times | {"processor a visitor": 0.065},
        "before": times,
        "returns": times | {"errors": {"lost": 2}},
        "after": times,
        "memory": 911,
        "load": [0.1, 0.2],
        "words": ["lost: visitor 1 did not come back"],
    }
    written = class_table(found)
    spread = "median 0.10, p95 0.20, max 0.30"
    assert f"| 300 arrive within 10 s: first picture, s | {spread} | p95 ≤ 5 s |" in written
    assert f"| one of 4 processes dies: 4 have their grids again after, s | {spread} | p95 ≤ 3 s |" in written
    assert "| lost, late or wrong | 2 returns: (2 lost) | 0 |" in written
    assert "| processor for a visitor who arrives, ms | 65 |  |" in written
    assert written.endswith("- lost: visitor 1 did not come back")
