"""What a JobTech ad asks for: must and nice to have, each with a weight."""

from pathlib import Path
from typing import Any

from firststop.core.words import _
from firststop.vacancies.feeds.drafts import Draft
from firststop.vacancies.feeds.lists import look_up
from firststop.vacancies.feeds.source import Source

LISTS = Path(__file__).with_name("lists.yaml")
_SIDES = (("must_have", True), ("nice_to_have", False))


def put_demands(draft: Draft, source: Source) -> None:
    """Keep skills, languages, education, licences, own car and whether experience is asked for."""
    draft.put("skills", _skills(source), ("must_have", "skills"))
    draft.put("languages", _languages(source), ("must_have", "languages"))
    _put_education(draft, source)
    _put_licences(draft, source)
    draft.put("own_car", source.flag("access_to_own_car"), ("access_to_own_car",))
    draft.put("experience_required", source.flag("experience_required"), ("experience_required",))


def _skills(source: Source) -> list[dict[str, Any]]:
    kept = []
    for side, must in _SIDES:
        for path in source.items(side, "skills"):
            name = source.text(*path, "label")
            code = source.text(*path, "concept_id")
            if name:
                coded = {"scheme": "jobtech-concept", "code": code[:255]} if code else {}
                kept.append({**coded, "name": name[:255], "must": must, **_weight(source, path)})
    return kept


def _languages(source: Source) -> list[dict[str, Any]]:
    """Keep a language by its code; one that is not in our list keeps the name that the source gives it."""
    kept = []
    for side, must in _SIDES:
        for path in source.items(side, "languages"):
            name = source.text(*path, "label")
            if name is None:
                continue
            code = look_up(LISTS, "language", name)
            if code is None:
                source.notes.warn("unmapped.languages", (*path, "label"), name, _("We do not know this language."))
            known = {"code": code} if code else {}
            kept.append({**known, "name": name[:255], "must": must, **_weight(source, path)})
    return kept


def _weight(source: Source, path: tuple[str | int, ...]) -> dict[str, int]:
    weight = source.whole(*path, "weight")
    return {} if weight is None else {"weight": weight}


def _put_education(draft: Draft, source: Source) -> None:
    """Keep the highest level that is a must; what is only nice to have is no demand."""
    levels = []
    for path in source.items("must_have", "education_level"):
        word = source.text(*path, "label")
        source.raw(*path)
        level = look_up(LISTS, "education", word) if word else None
        if word and level is None:
            detail = _("We do not know this level of education.")
            source.notes.warn("unmapped.education", (*path, "label"), word, detail)
        elif word:
            levels.append((level, word))
    if levels:
        level, word = max(levels)
        draft.put("education", level, ("must_have", "education_level"))
        draft.put("education_text", word, ("must_have", "education_level"))


def _put_licences(draft: Draft, source: Source) -> None:
    codes = []
    for path in source.items("driving_license"):
        word = source.text(*path, "label")
        code = look_up(LISTS, "licence", word) if word else None
        if word and code is None:
            source.notes.warn("unmapped.licences", (*path, "label"), word, _("We do not know this licence."))
        elif word:
            codes.append(code)
    draft.put("licences", codes, ("driving_license",))
    if source.flag("driving_license_required") and not source.value.get("driving_license"):
        detail = _("A licence is asked for, yet not which.")
        source.notes.inform("licences.unnamed", ("driving_license_required",), "true", detail)
