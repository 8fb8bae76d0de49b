"""Frameworks: the current grid under two conventions side by side, and the table of where frameworks differ."""

from ui import controls, link, page, state
from ui.frameworks import chosen, frameworks

theme = page.start("Frameworks")
controls.sidebar()
page.presented(
    "Frameworks side by side", "The same layer written in two frameworks: what differs, and the rule behind it."
)
sides, unknown = chosen()
page.warn(unknown)
page.notice()
lab = state.current()
frameworks(lab, lab.pooled(), sides, theme)
page.finish(link.kept())
