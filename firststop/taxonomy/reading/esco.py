"""Reading a folder in the ESCO CSV layout: the official download, or a national list written the same way.

The English files say which concepts are in use. A concept that only an older language file knows is read as retired,
so that its address still answers. `replacements.csv` and `codes.csv` are ours (docs/taxonomy.md).
"""

import re
from pathlib import Path
from sys import getsizeof

from django.utils.translation import gettext_lazy as _

from firststop.core.refusals import Code, Problem
from firststop.taxonomy.enums import ConceptKind, ConceptState, LabelKind, SkillRelation
from firststop.taxonomy.reading.history import read_codes, read_replacements
from firststop.taxonomy.reading.records import ConceptRecord, NotATaxonomy, TaxonomyFiles
from firststop.taxonomy.reading.tree import read_broader
from firststop.taxonomy.reading.written import LONGEST_LABEL, is_formula, plain, rows, split_labels
from firststop.taxonomy.words import fold_label

__all__ = ["NotATaxonomy", "read_folder"]
MAIN = "en"
_KINDS = {"occupations": ConceptKind.OCCUPATION, "skills": ConceptKind.SKILL, "ISCOGroups": ConceptKind.GROUP}
_NAME = re.compile(r"(occupations|skills|ISCOGroups)_([a-z]{2,3})\.csv")
#: What a concept and a relation take in memory beside their letters, in bytes.
CONCEPT_SIZE, RELATION_SIZE = 1_100, 120


def read_folder(folder: Path) -> TaxonomyFiles:
    """Read every known file of `folder`; raises `NotATaxonomy` where the English occupations are missing."""
    if not (folder / f"occupations_{MAIN}.csv").is_file():
        raise NotATaxonomy(f"{folder} has no occupations_{MAIN}.csv")
    files = TaxonomyFiles()
    named = [(match, path) for path in sorted(folder.iterdir()) if (match := _NAME.fullmatch(path.name))]
    for match, path in sorted(named, key=lambda it: it[0][2] != MAIN):
        _read_concepts(files, path, _KINDS[match[1]], match[2])
    _read_skill_groups(files, folder / "skillsHierarchy_en.csv")
    read_broader(files, folder / "broaderRelationsOccPillar_en.csv")
    read_broader(files, folder / "broaderRelationsSkillPillar_en.csv")
    _read_relations(files, folder / "occupationSkillRelations_en.csv")
    read_replacements(files, folder / "replacements.csv")
    read_codes(files, folder / "codes.csv")
    return files


def _read_concepts(files: TaxonomyFiles, path: Path, kind: ConceptKind, language: str) -> None:
    for number, row in rows(path, "conceptUri", "preferredLabel"):
        uri, name = row["conceptUri"].strip(), plain(row["preferredLabel"]).strip()
        if not name and uri in files.concepts:
            continue  # Not translated into this language yet: nothing is lost, the concept is known.
        concept = files.concepts.get(uri)
        problem = _problem(uri, name, concept, kind, language)
        if problem:
            files.refuse(path.name, number, problem)
            continue
        if concept is None:
            state = ConceptState.ACTIVE if language == MAIN else ConceptState.RETIRED
            concept = files.concepts[uri] = ConceptRecord(uri, kind, state=state)
            files.take_room(CONCEPT_SIZE + len(uri), file=path.name, row=number)
        if language == MAIN or concept.state is ConceptState.RETIRED:
            _take_facts(concept, row)
            files.take_room(getsizeof(concept.description), file=path.name, row=number)
        _take_labels(files, concept, row, language, (path.name, number))


def _problem(uri: str, name: str, known: ConceptRecord | None, kind: ConceptKind, language: str) -> Problem | None:
    if not uri:
        return Problem(Code.MISSING, "missing.conceptUri", _("The row has no concept URI."), "/conceptUri")
    if not name:
        return Problem(Code.MISSING, "missing.preferredLabel", _("The row has no name."), "/preferredLabel")
    if len(uri) > 200:
        return Problem(Code.INVALID_VALUE, "label.length", _("The name or URI is too long."), "/conceptUri")
    if problem := _label_problem(name, "/preferredLabel"):
        return problem
    if known is not None and known.kind is not kind:
        return Problem(Code.CONFLICT, "concept.reused", _("This URI already means something else."), "/conceptUri")
    if known is not None and language in known.words:
        return Problem(Code.CONFLICT, "concept.twice", _("This concept stands here twice."), "/conceptUri")
    return None


def _label_problem(text: str, pointer: str) -> Problem | None:
    # Folding makes some letters two, or eighteen; none of ASCII.
    if len(text) > LONGEST_LABEL or (not text.isascii() and len(fold_label(text)) > LONGEST_LABEL):
        return Problem(Code.INVALID_VALUE, "label.length", _("The name or URI is too long."), pointer)
    if is_formula(text):
        return Problem(Code.INVALID_VALUE, "label.formula", _("The name is a formula."), pointer)
    return None


def _take_facts(concept: ConceptRecord, row: dict[str, str]) -> None:
    code = row.get("code") or row.get("iscoGroup") or ""
    concept.code = (row.get("iscoGroup", "") if concept.kind is ConceptKind.OCCUPATION else code)[:20]
    concept.skill_type = row.get("skillType", "")[:20]
    concept.description = plain(row.get("description", "")).strip()


def _take_labels(
    files: TaxonomyFiles, concept: ConceptRecord, row: dict[str, str], language: str, where: tuple[str, int]
) -> None:
    found = [(plain(row["preferredLabel"]), LabelKind.PREFERRED)]
    also_commas = concept.kind is ConceptKind.SKILL and language == MAIN
    for column, kind in (("altLabels", LabelKind.ALTERNATIVE), ("hiddenLabels", LabelKind.HIDDEN)):
        for text in split_labels(plain(row.get(column, "")), also_commas=also_commas):
            problem = _label_problem(text, f"/{column}")
            if problem:
                files.refuse(*where, problem)
            else:
                found.append((text, kind))
    files.labels[language] = files.labels.get(language, 0) + concept.add_labels(language, found)
    files.take_room(getsizeof(concept.words.get(language, "")), file=where[0], row=where[1])


def _read_skill_groups(files: TaxonomyFiles, path: Path) -> None:
    for number, row in rows(path, "Level 0 URI", "Level 0 preferred term"):
        for level in range(4):
            uri, name = row.get(f"Level {level} URI", ""), plain(row.get(f"Level {level} preferred term", ""))
            if not uri or not name or uri in files.concepts:
                continue
            problem = _label_problem(name, "")
            if max(len(uri), len(name)) > 200:
                problem = Problem(Code.INVALID_VALUE, "label.length", _("The name or URI is too long."))
            if problem:
                files.refuse(path.name, number, problem)
            else:
                code = row.get(f"Level {level} code", "")[:20]
                group = files.concepts[uri] = ConceptRecord(uri, ConceptKind.SKILL_GROUP, code=code)
                group.add_labels(MAIN, [(name, LabelKind.PREFERRED)])
                files.take_room(CONCEPT_SIZE + getsizeof(name), file=path.name, row=number)


def _read_relations(files: TaxonomyFiles, path: Path) -> None:
    for number, row in rows(path, "occupationUri", "relationType", "skillUri"):
        occupation, skill = files.concepts.get(row["occupationUri"]), files.concepts.get(row["skillUri"])
        if occupation is None or skill is None or row["relationType"] not in SkillRelation.values:
            problem = Problem(Code.NOT_FOUND, "relation.unknown", _("The row names a concept that is in no file."))
            files.refuse(path.name, number, problem)
            continue
        occupation.skills.add((skill.uri, SkillRelation(row["relationType"])))
        files.take_room(RELATION_SIZE, file=path.name, row=number)
        files.relations += 1
