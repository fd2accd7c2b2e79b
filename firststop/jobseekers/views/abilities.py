"""What somebody can do: a CV given, its proposals accepted or left, and the list of what is accepted."""

import uuid
from typing import BinaryIO

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from firststop.accounts.queries import actor_of
from firststop.core.access import requires
from firststop.core.marking import marked
from firststop.core.refusals import Code, Refused, not_found, refuse
from firststop.core.uploads import takes_file
from firststop.jobseekers.enums import Origin
from firststop.jobseekers.forms import CvForm, ProposalsForm, SkillForm, WorkForm
from firststop.jobseekers.policies import for_oneself
from firststop.jobseekers.queries import Proposal, cvs_of, proposals_from
from firststop.jobseekers.reading.limits import MOST_BYTES
from firststop.jobseekers.services import (
    accept_occupation,
    accept_proposals,
    accept_skill,
    give_cv,
    paste_cv,
    remove_cv,
    remove_occupation,
    remove_skill,
)
from firststop.jobseekers.views.own import me, my_profile
from firststop.taxonomy.queries import names_of

#: From which confidence on a skill is ticked already.
SURE = 0.8
LANGUAGES = ("ky", "ru", "en")


def _too_large(request: HttpRequest) -> HttpResponse:
    refused = refuse(
        Code.TOO_LARGE,
        "cv.size",
        _("This file is over 10 MB."),
        pointer="/cv",
        hint=_("Save it without photos, or paste the text."),
    )
    return _ask_cv(request, CvForm(), refused)


@requires(for_oneself)
@takes_file(MOST_BYTES, too_large=_too_large)
@require_http_methods(["GET", "POST"])
def cv(request: HttpRequest) -> HttpResponse:
    """Take a CV."""
    form = CvForm(request.POST or None, request.FILES or None)
    if request.method != "POST":
        return _ask_cv(request, CvForm())
    if not form.is_valid():
        return _ask_cv(request, form, status=400)
    text, file = form.cleaned_data["text"], form.cleaned_data["cv"]
    try:
        if text.strip():
            paste_cv(me(request), text, by=actor_of(request), at=timezone.now())
        else:
            give_cv(me(request), _content(file), by=actor_of(request), at=timezone.now())
    except Refused as refused:
        return _ask_cv(request, form, refused)
    return redirect("jobseekers:proposals")


def _content(file: BinaryIO) -> bytes:
    """Return a file's bytes, never more than tell that it is too large."""
    return bytes(file.read(MOST_BYTES + 1))


def _ask_cv(request: HttpRequest, form: CvForm, refused: Refused | None = None, status: int = 200) -> HttpResponse:
    problems = refused.problems if refused else ()
    errors = [(f"id_{p.pointer.strip('/') or 'cv'}", f"{p.detail} {p.hint}".strip()) for p in problems]
    shown = {"form": form, "refused": errors, "cvs": cvs_of(me(request))}
    return render(request, "jobseekers/cv.html", shown, status=refused.first.code.status if refused else status)


@requires(for_oneself)
@require_POST
def cv_removed(request: HttpRequest, cv: uuid.UUID) -> HttpResponse:
    """Delete one of one's own CVs."""
    remove_cv(me(request), cv, by=actor_of(request))
    messages.success(request, _("Your CV is deleted. Your profile stays as it is."))
    return redirect("jobseekers:cv")


@requires(for_oneself)
@require_http_methods(["GET", "POST"])
def proposals(request: HttpRequest) -> HttpResponse:
    """Show what the latest CV proposes, marked in its text, to tick or leave."""
    given = cvs_of(me(request))
    if not given:
        return redirect("jobseekers:cv")
    found = proposals_from(given[0].text, LANGUAGES)
    form = _proposals_form(request, found)
    if request.method == "POST" and form.is_valid():
        accept_proposals(
            my_profile(request).id,
            skills=form.accepted_skills(),
            occupations=form.accepted_occupations(),
            origin=Origin.FROM_CV,
            by=actor_of(request),
        )
        messages.success(request, _("Saved. You can change it at any time."))
        return redirect("jobseekers:wishes")
    shown = {
        "form": form,
        "pieces": marked(given[0].text, [*found.skills, *found.occupations]),
        "found": bool(found.skills or found.occupations),
        "not_read": given[0].not_read,
    }
    return render(request, "jobseekers/proposals.html", shown, status=400 if form.errors else 200)


def _proposals_form(request: HttpRequest, found: Proposal) -> ProposalsForm:
    skills = list(dict.fromkeys(span.concept for span in found.skills))
    occupations = list(dict.fromkeys(span.concept for span in found.occupations))
    names = names_of([*skills, *occupations], get_language() or "en")
    return ProposalsForm(
        request.POST or None,
        skills={key: names[key] for key in skills if key in names},
        occupations={key: names[key] for key in occupations if key in names},
        sure=[span.concept for span in found.skills if span.confidence >= SURE],
        known={it.occupation_id: (it.wanted, it.months) for it in my_profile(request).occupations.all()},
    )


@requires(for_oneself)
@require_http_methods(["GET", "POST"])
def abilities(request: HttpRequest) -> HttpResponse:
    """Show what one can do and wants; add by typing, remove by a click."""
    language = get_language() or "en"
    asked = request.POST.get("add", "")
    work = WorkForm(request.POST if asked == "work" else None)
    skill = SkillForm(request.POST if asked == "skill" else None)
    work.language = skill.language = language
    if request.method == "POST":
        profile, by = my_profile(request), actor_of(request)
        if asked == "work" and work.is_valid():
            said = work.cleaned_data
            accept_occupation(
                profile.id, said["work"], wanted=said["wanted"], months=said["months"], origin=Origin.TYPED, by=by
            )
            return redirect("jobseekers:abilities")
        if asked == "skill" and skill.is_valid():
            accept_skill(profile.id, skill.cleaned_data["skill"], origin=Origin.TYPED, by=by)
            return redirect("jobseekers:abilities")
        if not asked:
            _remove(request, profile.id)
            return redirect("jobseekers:abilities")
    wrong = work if work.errors else skill if skill.errors else None
    shown = {"work": work, "skill": skill, "wrong": wrong, **_mine(request, language)}
    return render(request, "jobseekers/abilities.html", shown, status=400 if wrong else 200)


def _remove(request: HttpRequest, profile: uuid.UUID) -> None:
    by = actor_of(request)
    if "remove_skill" in request.POST:
        remove_skill(profile, _key(request.POST["remove_skill"]), by=by)
    elif "remove_work" in request.POST:
        remove_occupation(profile, _key(request.POST["remove_work"]), by=by)


def _key(text: str) -> uuid.UUID:
    try:
        return uuid.UUID(text)
    except ValueError as wrong:
        raise not_found(_("Choose one from the list.")) from wrong


def _mine(request: HttpRequest, language: str) -> dict[str, object]:
    profile = my_profile(request)
    occupations, skills = list(profile.occupations.all()), list(profile.skills.all())
    keys = [*(it.occupation_id for it in occupations), *(it.skill_id for it in skills)]
    names = names_of(keys, language)
    return {
        "occupations": sorted(((it, names.get(it.occupation_id, "")) for it in occupations), key=lambda it: it[1]),
        "skills": sorted(((it.skill_id, names.get(it.skill_id, "")) for it in skills), key=lambda it: it[1]),
    }
