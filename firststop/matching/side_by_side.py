"""Up to three candidates beside each other: a line for each demand of the vacancy, a cell in words for each of them."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from firststop.matching.engine import Explanation, Message, Row, RowKey, Verdict
from firststop.matching.words import MARKS, Names, language_named, money, sentence, time_of
from firststop.taxonomy.queries import names_of

#: How many people are compared at once.
MOST = 3
_ALWAYS = (RowKey.EXPERIENCE, RowKey.START)


@dataclass(frozen=True, slots=True)
class Cell:
    """How one person stands to one demand: whose column, the mark or none where nobody knows, and words."""

    whose: str
    mark: str
    says: str


@dataclass(frozen=True, slots=True)
class Line:
    """One demand with a cell for each person."""

    name: str
    cells: list[Cell]

    @property
    def differs(self) -> bool:
        """Whether the people differ in it."""
        return len({(cell.mark, cell.says) for cell in self.cells}) > 1


@dataclass(frozen=True, slots=True)
class Group:
    """The demands of one kind, in the order of the vacancy."""

    title: str
    lines: list[Line]

    @property
    def differs(self) -> bool:
        """Whether the people differ in any of them."""
        return any(line.differs for line in self.lines)


def side_by_side(people: Sequence[tuple[str, Explanation]], language: str) -> list[Group]:
    """Return the demands of one vacancy, each with how these people (a name for the column, and why) meet it.

    One query for the names of skills.
    """
    columns = [[row for part in why.parts for row in part.rows] for _whose, why in people]
    named = [row.values["skill"] for column in columns for row in column if "skill" in row.values]
    names: Names = {**names_of(named, language)}
    groups: dict[str, list[Line]] = {}
    for rows in zip(*columns, strict=True):
        if rows[0].key in _ALWAYS or any(row.verdict not in (Verdict.NOT_ASKED, Verdict.UNKNOWN) for row in rows):
            cells = [
                Cell(whose, MARKS.get(row.verdict, ""), _says(row, names))
                for (whose, _why), row in zip(people, rows, strict=True)
            ]
            groups.setdefault(_title(rows[0]), []).append(Line(_name(rows[0], names), cells))
    return [Group(title, lines) for title, lines in groups.items()]


def _title(row: Row) -> str:
    match row.key:
        case RowKey.SKILLS:
            return _("Must have") if row.values.get("must") else _("Nice to have")
        case RowKey.OCCUPATION | RowKey.EXPERIENCE | RowKey.EDUCATION | RowKey.LANGUAGES | RowKey.LICENCES:
            return _("Experience and languages")
    return _("Conditions")


def _name(row: Row, names: Names) -> str:
    match row.key:
        case RowKey.SKILLS:
            return names.get(row.values.get("skill"), _("Skills"))
        case RowKey.LANGUAGES if "language" in row.values:
            return language_named(row.values["language"], row.values["asked"])
        case RowKey.LICENCES:
            return sentence(row, names)
        case RowKey.EXPERIENCE if row.values["asked"]:
            return _("Experience in this work, %(asked)s asked") % {"asked": time_of(row.values["asked"])}
    return {
        RowKey.OCCUPATION: _("Occupation"),
        RowKey.EXPERIENCE: _("Experience in this work"),
        RowKey.EDUCATION: _("Education"),
        RowKey.LANGUAGES: _("Languages"),
        RowKey.WAY: _("The way there"),
        RowKey.PAY: _("Pay wish"),
        RowKey.SCHEDULE: _("Hours"),
        RowKey.CONTRACT: _("Contract"),
        RowKey.START: _("Can start"),
    }[row.key]


def _says(row: Row, names: Names) -> str:
    values = row.values
    match row.key:
        case RowKey.EXPERIENCE:
            return time_of(values["months"]) if values["months"] else _("Not shown")
        case RowKey.START:
            return (
                date_format(values["ready"], "YEAR_MONTH_FORMAT") if values["ready"] else pgettext("start", "At once")
            )
        case RowKey.PAY if values["floor"]:
            return _("at least %(floor)s") % {"floor": money(values["floor"])}
    return _short().get(row.message) or sentence(row, names)


def _short() -> dict[Message, str]:
    """Return what is said where the name of the line says the rest."""
    m = Message
    return {
        **dict.fromkeys((m.SKILL_SHOWN, m.LANGUAGE_ENOUGH, m.LICENCE_SHOWN), _("Yes")),
        **dict.fromkeys((m.SKILL_NOT_SHOWN, m.LANGUAGE_NOT_SHOWN, m.LICENCE_NOT_SHOWN), _("Not shown")),
        m.SKILL_PARTLY: _("Partly"),
        m.LANGUAGE_SHORT: _("Less well"),
    }
