"""States and outcomes of staff tasks."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from firststop.core.refusals import Text


class TaskState(models.TextChoices):
    """Where a task is."""

    OPEN = "open", _("Waiting")
    TAKEN = "taken", _("Taken")
    DONE = "done", _("Done")


#: FROM -> TO; whatever is not drawn is refused.
TASK_ARROWS: dict[TaskState, frozenset[TaskState]] = {
    TaskState.OPEN: frozenset({TaskState.TAKEN, TaskState.DONE}),
    TaskState.TAKEN: frozenset({TaskState.OPEN, TaskState.TAKEN, TaskState.DONE}),
    TaskState.DONE: frozenset(),
}


class Clock(models.TextChoices):
    """What a service promises on a request; `limits` says within how many working days."""

    MODERATION = "moderation", _("A vacancy is checked {within}")
    FIRST_ANSWER = "first_answer", _("A first answer {within}")
    FIRST_SHORTLIST = "first_shortlist", _("A first list of candidates {within}")


#: How much of a counsellor's time a client needs, and in which words it is chosen.
WEIGHTS: dict[int, Text] = {
    1: _("1: finds the way alone"),
    2: _("2: needs help now and then"),
    3: _("3: needs help often"),
}
