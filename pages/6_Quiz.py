"""Quiz: a round of questions and its summary, or the choice of one; the address names the question."""

from ui import address, page, state
from ui.quiz import quiz
from ui.quiz.rounds import choose_a_round

theme = page.frame(quiz.PAGE)
address.opened(quiz.PAGE)
state.enter(quiz.PAGE)
task, why_none = quiz.asked()
quiz.heading()
page.warn(why_none)
if task is not None:
    quiz.quiz_page(task, theme)
else:
    choose_a_round()
page.finish(*quiz.kept(task))
