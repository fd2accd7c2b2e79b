"""Words of a search that are not looked up: little words, what a search is about anyway, conditions of work."""

from firststop.vacancies.search.documents import Group


def _words(*lines: str) -> frozenset[str]:
    return frozenset(" ".join(lines).split())


#: Little words, and words that every search and every vacancy shares. Folded.
IGNORED = _words(
    "a an and at by for from in near of on or the to with as job jobs work works vacancy vacancies wanted hiring",
    "в во и на над о об от до для по под при с со к у из за или около возле рядом работа работу работы работе",
    "вакансия вакансии вакансию требуется требуются ищу нужен нужна нужны",
    "жана менен учун же жумуш иш жумушу вакансиялар керек талап кылынат",
)

#: Phrases that are a filter, longest first. Folded.
FILTERS: dict[tuple[str, ...], tuple[Group, str]] = {
    tuple(phrase.split()): (group, value)
    for group, value, phrases in (
        (Group.EXPERIENCE, "none", ("без опыта работы", "без опыта", "опыт не требуется", "no experience needed",
                                    "no experience required", "no experience", "without experience", "тажрыйбасыз",
                                    "тажрыйба талап кылынбайт")),
        (Group.REMOTE, "full", ("удаленная работа", "удаленно", "удаленка", "работа на дому", "работа из дома",
                                "remote work", "remotely", "remote", "work from home", "аралыктан", "уйдон иштоо")),
    )
    for phrase in phrases
}  # fmt: skip

#: What people do not want in whatever language the ad is: the key is a code, pages know its name.
CONDITIONS: dict[str, tuple[str, ...]] = {
    "night_shifts": ("night", "nights", "nightshift", "ночь", "ночи", "ночью", "ночной", "ночные", "ночных",
                     "тунку", "тун"),
    "weekends": ("weekend", "weekends", "saturdays", "sundays", "выходные", "выходных", "субботы", "воскресенья",
                 "ишемби", "жекшемби"),
    "business_trips": ("trips", "travel", "travelling", "командировки", "командировок", "разъезды", "разъездов"),
    "rotation": ("rotation", "rotational", "вахта", "вахты", "вахтой", "вахтовый"),
    "shift_work": ("shift", "shifts", "смены", "смен", "сменный", "посменно"),
    "sales": ("sales", "selling", "продажи", "продаж", "сатуу"),
}  # fmt: skip
CONDITION_OF = {word: key for key, words in CONDITIONS.items() for word in words}
