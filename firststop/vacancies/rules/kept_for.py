"""For whom a place is kept: the groups that we know, read out of the words of employers in three languages."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from firststop.core.folding import fold
from firststop.vacancies.enums import ProtectedGroup

_G = ProtectedGroup
#: What names a group at the beginning of a word, folded. The words of an ad may name several.
_SIGNS: dict[ProtectedGroup, str] = {
    _G.DISABILITY: r"(?<!child with a )(?<!children with a )(?<!children with )disab|handicap|impair|special needs"
    r"|(?<!детей )(?<!детьми )(?<!ребенка )(?<!детей с )(?<!ребенка с )(?<!ребенком с )(?<!детьми с )инвалид"
    r"|ограниченн\w* возможност|овз\b|майып(?!\w* бар бала)|мумкунчулугу чектел|ден соолугу\w* чектел",
    _G.LARGE_FAMILIES: r"(?:many|several|three or more) children|large famil|многодетн|коп балалуу",
    _G.PARENTS: r"(?:single|lone|solo) (?:parent|mother|father|mum|dad)|(?:small|young|little) children"
    r"|child(?:ren)? with (?:a )?disab|одинок|(?:мат|отц|отец)\w* одиноч"
    r"|(?:малолетн|маленьк|несовершеннолетн)\w* (?:дет|реб)|(?:дет|ребен)\w*(?: с)? инвалид"
    r"|жалгыз\w*(?: \w+){0,2} (?:эне|ата)|кичинекей балд|майып\w* бар бала",
    _G.YOUNG: r"young (?!child|mother|parent)|youth|minors?\b|teenag|school leaver|graduates?\b|students?\b|молод"
    r"|несовершеннолетн\w*\b(?! (?:дет|реб))|подрост|студент|выпускник\w*\b(?! (?:детск|интернат))"
    r"|жаштар\b|жаш адис|жаш адам|(?<!уйунун )бутуруучу",
    _G.OLDER: r"older|elderly|over [4-6]\d|[4-6]\d and over|retire|pension|senior citizen|пенсион|предпенсион|пожил"
    r"|старш\w* (?:возраст|поколен|[4-6]\d)|[4-6]\d жаштан (?:жогору|улуу|ашкан)|улгайган|карылар\b",
    _G.CARE_LEAVERS: r"(?:grew|grown) up in (?:care|a children)|care leaver|orphan|сирот|детск\w* дом|интернат"
    r"|оставш\w* без попечени|жетим|балдар уйу",
    _G.RELEASED: r"(?:come|came|leave|left|leaving|out) (?:out )?(?:of )?(?:prison|jail)|ex (?:offender|prisoner)"
    r"|released from|former prisoner|освобо\w* из|мест лишения свободы|отбывш|судим|турмо|абакта|соттол",
    _G.REFUGEES: r"refugee|migrant|displaced|беженц|беженк|мигрант|переселен|качкын",
    _G.VETERANS: r"veteran|ветеран|участник\w* (?:боев|сво\b)|боевых действ|ардагер",
}
_READ = {group: re.compile(rf"\b(?:{signs})") for group, signs in _SIGNS.items()}


def kept_for(record: Mapping[str, Any]) -> tuple[ProtectedGroup, ...]:
    """Return for whom a vacancy record keeps its places, in the order of the list; nothing where it says nothing."""
    stated: Iterable[str] = record.get("protected_groups") or ()
    found = {group for words in stated for group in _groups_in(words)}
    if record.get("quota"):
        found.add(ProtectedGroup.DISABILITY)
    return tuple(group for group in ProtectedGroup if group in found)


def kept_for_words(record: Mapping[str, Any]) -> list[str]:
    """Return the same for people to read: our groups in their language, other words as the ad has them, each once."""
    said = [str(ProtectedGroup.DISABILITY.label)] if record.get("quota") else []
    return list(dict.fromkeys([*said, *map(group_words, record.get("protected_groups") or ())]))


def group_words(stated: str) -> str:
    """Return a group as people read it: a code of ours in the reader's language, other words as they are."""
    return str(ProtectedGroup(stated).label) if stated in ProtectedGroup.values else stated


def _groups_in(words: str) -> set[ProtectedGroup]:
    if words in ProtectedGroup.values:
        return {ProtectedGroup(words)}
    folded = fold(words)
    return {group for group, sign in _READ.items() if sign.search(folded)} or {ProtectedGroup.OTHER}
