"""Small lists of occupations in the ESCO layout, written by tests."""

import csv
from pathlib import Path

GROUP = "http://data.europa.eu/esco/isco/C7531"
TABLES = {
    "ISCOGroups_en.csv": "conceptUri,code,preferredLabel,description",
    "occupations_en.csv": "conceptUri,iscoGroup,preferredLabel,altLabels,description",
    "occupations_ru.csv": "conceptUri,iscoGroup,preferredLabel,altLabels",
    "skills_en.csv": "conceptUri,skillType,preferredLabel,altLabels,description",
    "skillsHierarchy_en.csv": "Level 0 URI,Level 0 preferred term,Level 0 code",
    "broaderRelationsOccPillar_en.csv": "conceptUri,broaderUri",
    "broaderRelationsSkillPillar_en.csv": "conceptUri,broaderUri",
    "occupationSkillRelations_en.csv": "occupationUri,relationType,skillUri",
    "replacements.csv": "conceptUri,replacedByUri,date",
    "codes.csv": "scheme,code,title,conceptUri",
}
#: A tailor with one skill, in the groups 7, 75, 753 and 7531.
USUAL: dict[str, list[tuple[str, ...]]] = {
    "ISCOGroups_en.csv": [
        ("http://data.europa.eu/esco/isco/C" + "7531"[:n], "7531"[:n], f"Group {'7531'[:n]}", "") for n in (1, 2, 3, 4)
    ],
    "occupations_en.csv": [("urn:t:tailor", "7531", "tailor", "dressmaker", "Sews clothes.")],
    "occupations_ru.csv": [("urn:t:tailor", "7531", "портной", "")],
    "skills_en.csv": [("urn:t:sew", "skill/competence", "sew", "stitch", "")],
    "skillsHierarchy_en.csv": [("urn:t:hands", "work by hand", "S1")],
    "broaderRelationsSkillPillar_en.csv": [("urn:t:sew", "urn:t:hands")],
    "occupationSkillRelations_en.csv": [("urn:t:tailor", "essential", "urn:t:sew")],
}


def write(folder: Path, tables: dict[str, list[tuple[str, ...]]]) -> Path:
    """Write a folder; tables that are not named get the usual rows, or none."""
    folder.mkdir(exist_ok=True)
    for name, header in TABLES.items():
        (folder / name).unlink(missing_ok=True)
        rows = tables.get(name, USUAL.get(name))
        if rows is not None:
            with (folder / name).open("w", encoding="utf-8", newline="") as file:
                file.write(f"{header}\n")
                csv.writer(file).writerows(rows)
    return folder
