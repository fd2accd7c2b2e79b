"""The cast: the same invented people and firms in the demo, in tests and in pictures. Data only: no Django, no database.

Numbers and addresses reach nobody: the numbers end in a block that is used for the cast alone, the addresses lie
under ``.example``.
"""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Name:
    """A person's name in one writing."""

    given: str
    family: str


@dataclass(frozen=True, slots=True)
class Firm:
    """An organisation. `kind` and a part's `role` are values of accounts.enums, `place` a code of the country pack.

    `staff` is how many people work there.
    """

    key: str
    kind: str
    names: Mapping[str, str]
    place: str
    staff: int | None = None

    def name(self, language: str = "en") -> str:
        """Return the name in a language that the cast knows."""
        return self.names[language]


@dataclass(frozen=True, slots=True)
class Part:
    """What a person is in an organisation."""

    firm: Firm
    role: str


@dataclass(frozen=True, slots=True)
class Person:
    """One of the cast. `secret` is the second factor's, in base 32; only staff have one."""

    key: str
    names: Mapping[str, Name]
    language: str
    place: str
    phone: str | None = None
    email: str | None = None
    password: str | None = None
    secret: str | None = None
    parts: tuple[Part, ...] = ()

    def name(self, language: str | None = None) -> Name:
        """Return the name as it is written in `language`, else in the person's own."""
        return self.names[language or self.language]

    @property
    def is_staff(self) -> bool:
        """Whether the person works for the employment service."""
        return any(part.firm.kind == "service" for part in self.parts)


def _names(en: tuple[str, str], ru: tuple[str, str], ky: tuple[str, str] | None = None) -> dict[str, Name]:
    return {"en": Name(*en), "ru": Name(*ru), "ky": Name(*(ky or ru))}


BISHKEK, KANT, KARAKOL = "kg-1528675", "kg-1528193", "kg-1528121"

KUMUSH_IYNE = Firm(
    "kumush-iyne", "enterprise", {"en": "Kumush Iyne", "ru": "Кумуш Ийне", "ky": "Күмүш Ийне"}, KARAKOL, staff=28
)
CHUY_METALL = Firm(
    "chuy-metall", "enterprise", {"en": "Chuy-Metall", "ru": "Чуй-Металл", "ky": "Чүй-Металл"}, KANT, staff=7
)
SERVICE = Firm(
    "service",
    "service",
    {"en": "Employment service", "ru": "Служба занятости", "ky": "Жумуш менен камсыздоо кызматы"},
    BISHKEK,
)

#: A jobseeker: a welder who reads Russian and has only a phone.
ERMEK = Person("ermek", _names(("Ermek", "Asanov"), ("Эрмек", "Асанов")), "ru", KANT, phone="+996700000101")
#: A jobseeker: a seamstress who reads Kyrgyz.
AIGUL = Person(
    "aigul",
    _names(("Aigul", "Toktosunova"), ("Айгуль", "Токтосунова"), ("Айгүл", "Токтосунова")),
    "ky",
    KARAKOL,
    phone="+996700000102",
)
#: The owner of a sewing firm; she reads English and Russian.
AIDA = Person(
    "aida",
    _names(("Aida", "Sydykova"), ("Аида", "Сыдыкова")),
    "en",
    KARAKOL,
    phone="+996700000103",
    email="aida@kumush-iyne.example",
    password="forty silver needles",
    parts=(Part(KUMUSH_IYNE, "administrator"),),
)
#: The owner of a small welding shop, without an e-mail address.
BAKYT = Person(
    "bakyt",
    _names(("Bakyt", "Osmonov"), ("Бакыт", "Осмонов")),
    "ru",
    KANT,
    phone="+996700000104",
    parts=(Part(CHUY_METALL, "administrator"),),
)
#: A recruiter who works for Aida and signs in by e-mail.
NURLAN = Person(
    "nurlan",
    _names(("Nurlan", "Jumabaev"), ("Нурлан", "Жумабаев")),
    "ru",
    KARAKOL,
    email="nurlan@kumush-iyne.example",
    password="two hundred jackets",
    parts=(Part(KUMUSH_IYNE, "recruiter"),),
)
#: A counsellor in the Bishkek office.
GULNARA = Person(
    "gulnara",
    _names(("Gulnara", "Abdyldaeva"), ("Гульнара", "Абдылдаева"), ("Гүлнара", "Абдылдаева")),
    "ru",
    BISHKEK,
    phone="+996700000105",
    email="gulnara@service.example",
    password="window number four",
    secret="GULNARAQWERTYUIOPASDFGHJKLZXCVBN",
    parts=(Part(SERVICE, "counsellor"),),
)
#: A moderator of vacancies.
SAMAT = Person(
    "samat",
    _names(("Samat", "Ibraimov"), ("Самат", "Ибраимов")),
    "ru",
    BISHKEK,
    email="samat@service.example",
    password="read every line twice",
    secret="SAMATQWERTYUIOPASDFGHJKLZXCVBNMA",
    parts=(Part(SERVICE, "moderator"),),
)
#: A team lead, who is also the administrator of the service.
MEERIM = Person(
    "meerim",
    _names(("Meerim", "Kadyrova"), ("Мээрим", "Кадырова")),
    "en",
    BISHKEK,
    email="meerim@service.example",
    password="the queue is empty",
    secret="MEERIMQWERTYUIOPASDFGHJKLZXCVBNM",
    parts=(Part(SERVICE, "administrator"), Part(SERVICE, "lead")),
)
#: Signed in, no role anywhere: whatever is another's does not exist for Charlie.
CHARLIE = Person(
    "charlie",
    _names(("Charlie", "Novak"), ("Чарли", "Новак")),
    "en",
    BISHKEK,
    email="charlie@elsewhere.example",
    password="nothing to see here",
)

FIRMS = (KUMUSH_IYNE, CHUY_METALL, SERVICE)
CAST = (ERMEK, AIGUL, AIDA, BAKYT, NURLAN, GULNARA, SAMAT, MEERIM, CHARLIE)


def sign_ins() -> list[str]:
    """Return a line for each of the cast: who they are and what they sign in with."""
    lines = []
    for who in CAST:
        name, role = who.name("en"), ", ".join(part.role for part in who.parts) or "jobseeker"
        way = f"{who.email} / {who.password}" if who.email and who.password else f"{who.phone} (code on the phone page)"
        lines.append(f"{name.given} {name.family} ({role}): {way}")
    return lines
