"""Public holidays of a pack: the days of a library, corrected by the pack's own list."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from firststop.core.country.records import Holiday, Item

if TYPE_CHECKING:
    import holidays


@dataclass(frozen=True)
class LegalDaysOfYears:
    """The days of a country, worked out year by year when first asked for.

    `name` is the library's calendar or None, `mark` its source; `own` is the list of the pack, which wins.
    """

    name: str | None
    own: tuple[Holiday, ...]
    languages: tuple[str, ...]
    mark: Item
    _years: dict[int, tuple[Holiday, ...]] = field(default_factory=dict)

    def of(self, year: int) -> tuple[Holiday, ...]:
        """Return the days of a year in order."""
        if year not in self._years:
            days = {holiday.day: holiday for holiday in self._from_library(year)}
            days.update({holiday.day: holiday for holiday in self.own if holiday.day.year == year})
            self._years[year] = tuple(days[day] for day in sorted(days))
        return self._years[year]

    def _from_library(self, year: int) -> Iterable[Holiday]:
        if self.name is None:
            return
        import holidays as library

        found = {
            language: library.country_holidays(self.name, years=year, language=spoken, expand=False)
            for language, spoken in _spoken(self.name, self.languages).items()
        }
        first = next(iter(found.values()))
        estimate = _estimate(first)
        for day, name in first.items():
            names = {language: days[day] for language, days in found.items()}
            yield self._holiday(day, names, works=False, estimated=estimate in name)
        for day in first.weekend_workdays:
            if day.year == year:
                yield self._holiday(day, {}, works=True, estimated=False)

    def _holiday(self, day: date, names: dict[str, str], *, works: bool, estimated: bool) -> Holiday:
        mark = self.mark
        return Holiday(day=day, works=works, names=names, estimated=estimated, kind=mark.kind, source=mark.source)


@dataclass(frozen=True, slots=True)
class DaysThat:
    """The days worked by decree, or those that are off, as a set without end for a `WorkingCalendar`."""

    legal: LegalDaysOfYears
    works: bool

    def __contains__(self, day: object) -> bool:
        return isinstance(day, date) and any(
            holiday.day == day and holiday.works is self.works for holiday in self.legal.of(day.year)
        )


def _estimate(days: "holidays.HolidayBase") -> str:
    """Return the words that the library adds to the name of an estimated day, such as "(estimated)"."""
    label = getattr(days, "estimated_label", "")
    return days.tr(label).replace("%s", "").strip() if label else "never"


def _spoken(name: str, languages: tuple[str, ...]) -> dict[str, str | None]:
    """Return the library's tag for each of our languages; its own default when it speaks none of them."""
    import holidays as library

    tags = library.list_localized_countries().get(name, [])
    spoken: dict[str, str | None] = {
        language: tag for language in languages for tag in tags if tag.partition("_")[0] == language
    }
    return spoken or {languages[0]: None}
