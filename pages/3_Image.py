"""Image: a photograph pooled, forward and backward, at its full size."""

from ui import page
from ui.image import state as photo_state
from ui.image.board import board
from ui.image.controls import sidebar

theme = page.frame("Image")
photo_state.opened()
lab = photo_state.current()
sidebar(lab)
page.presented("Pool a picture", "Move a parameter: the picture, who is chosen and who gets the gradient follow.")
page.warn(lab.notice)
page.refuse(lab.refused)
board(lab, theme)
page.finish(photo_state.kept())
