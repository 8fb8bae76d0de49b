"""The address says the state of the page, and a session that knows nothing is rebuilt from it."""

import pytest

from lab.share import decode
from tests.lab.test_share import link
from tests.pages.screen import choose, components, lab, opened, run, told
from tests.pages.screen import visited as page
from tests.pooling.checks import same
from ui import address


def said(at):
    """What the address says, a text for each name."""
    return {name: text if isinstance(text, str) else text[0] for name, text in at.query_params.items()}


def test_nobody_s_address_is_long_before_anything_was_set():
    assert said(opened()) == {}


def test_a_setting_is_in_the_address():
    at = choose(opened(), "avg")
    assert decode(said(at)["s"])[0].settings.operator == "avg"


def test_what_is_set_back_leaves_the_address():
    at = choose(choose(opened(), "avg"), "max")
    assert said(at) == {}


@pytest.mark.parametrize("file", ["app.py", "pages/1_Step_through.py", "pages/4_Frameworks.py"])
def test_another_session_goes_on_from_the_address(file):
    at = page(file)
    run(at.button_group(key="set_operator").set_value("Min"))
    run(at.slider(key="set_height").set_value(5))
    again = page(file, **said(at))
    assert lab(again).settings == lab(at).settings
    same(lab(again).x, lab(at).x)
    assert said(again) == said(at)


def test_a_lesson_is_rebuilt_with_its_step_and_knobs():
    at = page("pages/2_Lessons.py", lesson="forward", step="2")
    run(at.button(key="next_step").click())
    words = said(at)
    assert (words["lesson"], words["step"]) == ("forward", "3")
    again = page("pages/2_Lessons.py", **words)
    assert [part.value for part in again.markdown] == [part.value for part in at.markdown]


def test_an_older_address_that_an_edit_brings_along_is_no_news():
    """A browser that has not been told yet what the last run said sends what was there before."""
    at = page("pages/2_Lessons.py", lesson="forward", step="1")
    run(at.button(key="next_step").click())
    at.query_params["step"] = "1"
    run(at)
    assert said(at)["step"] == "2"


def test_an_older_address_does_not_undo_a_setting():
    at = choose(opened(), "avg")
    before = said(at)
    choose(at, "min")
    at.query_params["s"] = before["s"]
    run(at)
    assert lab(at).settings.operator == "min"
    assert decode(said(at)["s"])[0].settings.operator == "min"


def test_back_opens_the_step_that_the_address_names(monkeypatch):
    at = page("pages/2_Lessons.py", lesson="forward", step="1")
    run(at.button(key="next_step").click())
    at.query_params["step"] = "1"
    monkeypatch.setattr(address, "_by_history", lambda: True)
    run(at)
    assert said(at)["step"] == "1"


def test_back_does_not_undo_what_was_typed(monkeypatch):
    at = choose(opened(), "avg")
    before = said(at)
    choose(at, "min")
    at.query_params["s"] = before["s"]
    monkeypatch.setattr(address, "_by_history", lambda: True)
    run(at)
    assert lab(at).settings.operator == "min"


def test_a_state_too_long_is_said_by_its_fingerprint_and_asked_for():
    at = opened("~" + "0" * 24)
    assert components(at)["keeper"]["asks"] == {"lab": "~" + "0" * 24}
    assert components(at)["input"]["visit"] == ""
    assert said(at) == {"s": "~" + "0" * 24}


def test_the_address_has_no_fingerprint_of_a_text_that_fits():
    at = opened(link(operator="avg"))
    assert not said(at)["s"].startswith("~")
    assert told(at) == []


def test_an_address_that_was_emptied_is_told_again_where_the_browser_is_late():
    """States A, then as at first, then A again, while the browser still says A: it is told, or it would say nothing."""
    at = choose(opened(), "avg")
    text = said(at)["s"]
    choose(at, "max")
    at.query_params["s"] = text
    run(at)
    assert said(at) == {}
    at.query_params["s"] = text
    choose(at, "avg")
    assert said(at)["s"] == text


def test_the_grids_of_a_place_that_is_asked_for_take_no_edit_of_before():
    at = opened()
    run(at.switch_page("pages/2_Lessons.py"))
    run(at.button(key="open_ties").click())
    run(at.button(key="next_step").click())
    assert components(at)["keeper"]["asks"] == {"lab:ties": "", "predicted:ties": ""}
    assert components(at)["input"]["visit"] == ""


def test_the_frameworks_that_were_chosen_are_there_after_another_page():
    at = page("pages/4_Frameworks.py", right="onnx")
    run(at.switch_page("app.py"))
    run(at.switch_page("pages/4_Frameworks.py"))
    assert said(at)["right"] == "onnx"


def test_the_image_page_is_kept_for_the_tab():
    at = page("pages/3_Image.py", kernel_size="16", op="avg")
    assert components(at)["keeper"]["keeps"] == {"photo": "op=avg&kernel_size=16"}
