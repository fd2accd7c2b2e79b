"""Reading a folder in the ESCO CSV layout: the official download, or a national list written the same way.

The English files say which concepts are in use. A concept that only an older language file knows is read as retired,
so that its address still answers.
"""

import csv
import re
from collections.abc import Iterator
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from firststop.core.refusals import Code, Problem
from firststop.taxonomy.enums import ConceptKind, ConceptState, LabelKind, SkillRelation
from firststop.taxonomy.reading.records import ConceptRecord, TaxonomyFiles

MAIN = "en"
_KINDS = {"occupations": ConceptKind.OCCUPATION, "skills": ConceptKind.SKILL, "ISCOGroups": ConceptKind.GROUP}
_NAME = re.compile(r"(occupations|skills|ISCOGroups)_([a-z]{2,3})\.csv")
LONGEST_LABEL = 500
csv.field_size_limit(1_000_000)


class NotATaxonomy(ValueError):
    """The folder does not hold the files of a taxonomy."""


def read_folder(folder: Path) -> TaxonomyFiles:
    """Read every known file of `folder`; raises `NotATaxonomy` where the English occupations are missing."""
    if not (folder / f"occupations_{MAIN}.csv").is_file():
        raise NotATaxonomy(f"{folder} has no occupations_{MAIN}.csv")
    files = TaxonomyFiles()
    named = [(match, path) for path in sorted(folder.iterdir()) if (match := _NAME.fullmatch(path.name))]
    for match, path in sorted(named, key=lambda it: it[0][2] != MAIN):
        _read_concepts(files, path, _KINDS[match[1]], match[2])
    _read_skill_groups(files, folder / "skillsHierarchy_en.csv")
    _read_broader(files, folder / "broaderRelationsOccPillar_en.csv")
    _read_broader(files, folder / "broaderRelationsSkillPillar_en.csv")
    _read_relations(files, folder / "occupationSkillRelations_en.csv")
    return files


def rows(path: Path, *columns: str) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield (row number, row) of a CSV file that has `columns`; nothing where the file is absent.

    Raises `NotATaxonomy` naming file, row and field where it cannot be read.
    """
    if not path.is_file():
        return
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            missing = [name for name in columns if name not in (reader.fieldnames or [])]
            if missing:
                raise NotATaxonomy(f"{path.name}, row 1: the column {missing[0]} is missing")
            for number, row in enumerate(reader, start=2):
                yield number, {name: value or "" for name, value in row.items() if isinstance(name, str)}
    except (UnicodeDecodeError, csv.Error) as wrong:
        raise NotATaxonomy(f"{path.name} is not a UTF-8 CSV file: {wrong}") from wrong


def split_labels(text: str, *, also_commas: bool) -> list[str]:
    """Split a cell of alternative labels at line breaks.

    Some English skill rows use ", " and no line break; occupation labels hold commas of their own and are never
    split at them, nor at slashes.
    """
    if "\n" not in text and also_commas:
        return text.split(", ")
    return text.split("\n")


def _read_concepts(files: TaxonomyFiles, path: Path, kind: ConceptKind, language: str) -> None:
    for number, row in rows(path, "conceptUri", "preferredLabel"):
        uri, name = row["conceptUri"].strip(), row["preferredLabel"].strip()
        if not name and uri in files.concepts:
            continue  # Not translated into this language yet: nothing is lost, the concept is known.
        problem = _problem(uri, name)
        if problem:
            files.refused.append((path.name, number, problem))
            continue
        concept = files.concepts.get(uri)
        if concept is None:
            state = ConceptState.ACTIVE if language == MAIN else ConceptState.RETIRED
            concept = files.concepts[uri] = ConceptRecord(uri, kind, state=state)
        if language == MAIN or concept.state is ConceptState.RETIRED:
            _take_facts(concept, row)
        _take_labels(files, concept, row, language, name)


def _problem(uri: str, name: str) -> Problem | None:
    if not uri:
        return Problem(Code.MISSING, "missing.conceptUri", _("The row has no concept URI."), "/conceptUri")
    if not name:
        return Problem(Code.MISSING, "missing.preferredLabel", _("The row has no name."), "/preferredLabel")
    if len(uri) > 200 or len(name) > LONGEST_LABEL:
        return Problem(Code.INVALID_VALUE, "label.length", _("The name or URI is too long."), "/preferredLabel")
    return None


def _take_facts(concept: ConceptRecord, row: dict[str, str]) -> None:
    code = row.get("code") or row.get("iscoGroup") or ""
    concept.code = row.get("iscoGroup", "") if concept.kind is ConceptKind.OCCUPATION else code
    concept.skill_type = row.get("skillType", "")[:20]
    concept.description = row.get("description", "").strip()


def _take_labels(files: TaxonomyFiles, concept: ConceptRecord, row: dict[str, str], language: str, name: str) -> None:
    before = len(concept.labels)
    concept.add_label(language, name, LabelKind.PREFERRED)
    also_commas = concept.kind is ConceptKind.SKILL and language == MAIN
    for column, kind in (("altLabels", LabelKind.ALTERNATIVE), ("hiddenLabels", LabelKind.HIDDEN)):
        for text in split_labels(row.get(column, ""), also_commas=also_commas):
            if len(text) <= LONGEST_LABEL:
                concept.add_label(language, text, kind)
    files.labels[language] = files.labels.get(language, 0) + len(concept.labels) - before


def _read_skill_groups(files: TaxonomyFiles, path: Path) -> None:
    for _number, row in rows(path, "Level 0 URI", "Level 0 preferred term"):
        for level in range(4):
            uri, name = row.get(f"Level {level} URI", ""), row.get(f"Level {level} preferred term", "")
            if uri and name and uri not in files.concepts:
                group = ConceptRecord(uri, ConceptKind.SKILL_GROUP, code=row.get(f"Level {level} code", ""))
                group.add_label(MAIN, name, LabelKind.PREFERRED)
                files.concepts[uri] = group


def _read_broader(files: TaxonomyFiles, path: Path) -> None:
    for number, row in rows(path, "conceptUri", "broaderUri"):
        concept, broader = files.concepts.get(row["conceptUri"]), row["broaderUri"]
        if concept is None or broader not in files.concepts:
            continue
        if broader == concept.uri or _leads_back(files, broader, concept.uri):
            problem = Problem(Code.CONFLICT, "broader.cycle", _("A concept cannot lie under itself."), "/broaderUri")
            files.refused.append((path.name, number, problem))
        else:
            concept.broader.add(broader)


def _leads_back(files: TaxonomyFiles, start: str, goal: str) -> bool:
    open_ends, seen = [start], set()
    while open_ends:
        uri = open_ends.pop()
        if uri == goal:
            return True
        if uri not in seen:
            seen.add(uri)
            open_ends.extend(files.concepts[uri].broader)
    return False


def _read_relations(files: TaxonomyFiles, path: Path) -> None:
    for number, row in rows(path, "occupationUri", "relationType", "skillUri"):
        occupation, skill = files.concepts.get(row["occupationUri"]), files.concepts.get(row["skillUri"])
        if occupation is None or skill is None or row["relationType"] not in SkillRelation.values:
            problem = Problem(Code.NOT_FOUND, "relation.unknown", _("The row names a concept that is in no file."))
            files.refused.append((path.name, number, problem))
            continue
        occupation.skills.add((skill.uri, SkillRelation(row["relationType"])))
        files.relations += 1
