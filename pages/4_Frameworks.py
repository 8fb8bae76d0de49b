"""Frameworks: the current grid under two conventions side by side, and the table of where frameworks differ."""

from ui import controls, link, page, state
from ui.frameworks import chosen, chosen_columns, frameworks

theme = page.start("Frameworks")
controls.sidebar()
page.presented(
    "Frameworks side by side", "The same layer written in two frameworks: what differs, and the rule behind it."
)
sides, unknown = chosen()
named, none = chosen_columns()
page.warn("; ".join(filter(None, (unknown, none))))
page.notice()
lab = state.current()
frameworks(lab, lab.pooled(), sides, named, theme)
page.finish(link.kept())
