"""What a browser and Streamlit say to each other, as far as a visitor needs it: pure, no connection."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Delta_pb2 import Delta
from streamlit.proto.WidgetStates_pb2 import WidgetState

#: Streamlit ends the id of a widget with the key that the app gave it.
ID = re.compile(r"\$\$ID-[0-9a-f]+-(.+)")


def rerun(url: str, query: str = "", states: Iterable[WidgetState] = (), page: str = "", script: str = "") -> BackMsg:
    """The message that asks for a run of the script.

    Parameters
    ----------
    url, query : the address that the browser shows: without its query, and the query
    states : what the widgets say
    page : the name of a page that is opened by link, at the first run alone
    script : the page that is on screen, as the server names it, at every other run
    """
    message = BackMsg()
    asked = message.rerun_script
    asked.query_string, asked.page_name, asked.page_script_hash = query, page, script
    asked.widget_states.widgets.extend(states)
    asked.context_info.url = f"{url}/{page}"
    asked.context_info.color_scheme = "light"
    return message


def key_of(identity: str) -> str:
    """The key that the app gave a widget; nothing where it gave none.

    >>> key_of("$$ID-7a594b6589e58fba-set_operator"), key_of("$$ID-7a594b6589e58fba-None"), key_of("other")
    ('set_operator', '', '')
    """
    found = ID.fullmatch(identity)
    return found[1] if found and found[1] != "None" else ""


def drawn(delta: Delta) -> Any:
    """What a delta brings: an element, or a block that may be a widget itself; None where it is neither."""
    if delta.HasField("new_element"):
        return getattr(delta.new_element, delta.new_element.WhichOneof("type") or "", None)
    if delta.HasField("add_block") and delta.add_block.HasField("popover"):
        return delta.add_block.popover
    return None


def widget(delta: Delta) -> tuple[str, Any]:
    """The key of the widget that a delta brings, and the widget; no key where it brings none that has one."""
    found = drawn(delta)
    return key_of(getattr(found, "id", "")), found


def told(component: Any) -> Any:
    """What the app tells a component, where it is JSON."""
    return json.loads(component.json)


def chosen(widget: Any, text: str) -> WidgetState:
    """An option of a segmented control or of a slider over options, by its text."""
    state = WidgetState(id=widget.id)
    state.string_array_value.data.append(text)
    return state


def moved(widget: Any, value: float) -> WidgetState:
    """A slider over numbers at a value."""
    state = WidgetState(id=widget.id)
    state.double_array_value.data.append(value)
    return state


def opened(widget: Any) -> WidgetState:
    """A popover that is open."""
    return WidgetState(id=widget.id, bool_value=True)


def pressed(widget: Any) -> WidgetState:
    """A button at the moment of the press."""
    return WidgetState(id=widget.id, trigger_value=True)


def said(component: Any, **words: Any) -> WidgetState:
    """All that a component has to say."""
    return WidgetState(id=component.id, json_value=json.dumps(words))
