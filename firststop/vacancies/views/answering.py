"""The page behind the links of a "still open?" letter: the question once more, a button for each answer."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from firststop.core.access import public
from firststop.core.messages import NO, YES
from firststop.vacancies.services.sealed_answers import (
    LinkState,
    SealedAnswer,
    answer_under,
    give_sealed_answer,
    sealed_answer,
)

_STATUS = {LinkState.WRONG: 404, LinkState.OLD: 410, LinkState.USED: 410}


@public
@require_http_methods(["GET", "POST"])
def answer_by_seal(request: HttpRequest, seal: str) -> HttpResponse:
    """Show the question to whoever comes from a letter, and take the answer; looking answers nothing.

    Programs that look through mail follow links, so only a button answers. Nobody is signed in by it.
    """
    now = timezone.now()
    found = give_sealed_answer(seal, at=now) if request.method == "POST" else answer_under(seal, at=now)
    shown = {"found": found, "choices": _choices(found)}
    answer = render(request, "vacancies/still_open.html", shown, status=_STATUS.get(found.state, 200))
    answer["X-Robots-Tag"] = "noindex"
    return answer


def _choices(found: SealedAnswer) -> list[tuple[str, str]]:
    """Return each answer with its seal, the one of the link first."""
    if found.question is None:
        return []
    answers = sorted((YES, NO), key=lambda answer: answer != found.answer)
    return [(answer, sealed_answer(found.question, answer)) for answer in answers]
