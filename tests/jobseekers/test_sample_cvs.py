"""Twenty-four CVs as people bring them: what is found, what is told as not read; nothing is taken over unasked."""

from typing import NamedTuple

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from firststop.jobseekers.enums import CvLoss, Visibility
from firststop.jobseekers.models import CvFile, Profile
from tests import cast, people
from tests.jobseekers.samples import pdf, word, written

pytestmark = [pytest.mark.row("J-03"), pytest.mark.django_db]


class Sample(NamedTuple):
    """A pasted text or a file, words that must be found in it, words that must not, and the losses told."""

    given: str | bytes
    found: tuple[str, ...]
    losses: tuple[CvLoss, ...] = ()
    left: tuple[str, ...] = ()


COLUMNS = [(72, 720, "Сварщик"), (320, 720, "Опыт"), (72, 700, "Бишкек"), (320, 700, "6 лет")]
MANY = ["Welder"] * 50 + ["Tailor"]
SAMPLES = {
    "pasted, English": Sample("Welder for six years.\nDriving licence B", ("Welder for six years", "licence B")),
    "pasted, Russian": Sample("Сварщик, 6 лет. Права категории B", ("Сварщик, 6 лет",)),
    "pasted, Kyrgyz": Sample("Ширетүүчү, 6 жыл. Орусча сүйлөйм", ("Ширетүүчү, 6 жыл",)),
    "pasted, with marks of a page": Sample("<b>Welder</b> & tailor", ("<b>Welder</b> & tailor",)),
    "PDF, English": Sample(pdf("Welder since 2015\nMIG and TIG"), ("Welder since 2015", "MIG and TIG")),
    "PDF, Russian": Sample(pdf("Сварщик с 2015 года"), ("Сварщик с 2015 года",)),
    "PDF, Kyrgyz": Sample(pdf("Ширетүүчү, 2015-жылдан"), ("Ширетүүчү, 2015-жылдан",)),
    "PDF, two columns": Sample(pdf(COLUMNS), ("Сварщик", "Опыт", "Бишкек", "6 лет")),
    "PDF, protected against changes": Sample(pdf("Welder", owner="secret"), ("Welder",)),
    "PDF, a form filled in": Sample(pdf("Work:", typed="Сварщик"), ("Work:", "Сварщик")),
    "PDF, with a photo": Sample(pdf("Welder", pictures=[0]), ("Welder",), (CvLoss.PICTURES,)),
    "PDF, its second page a scan": Sample(
        pdf("Welder", "", pictures=[1]), ("Welder",), (CvLoss.EMPTY_PAGES, CvLoss.PICTURES)
    ),
    "PDF, 51 pages": Sample(pdf(*MANY), ("Welder",), (CvLoss.PAGES,), ("Tailor",)),
    "PDF, with a comment": Sample(pdf("Welder", comment="Check"), ("Welder",), (CvLoss.COMMENTS,), ("Check",)),
    "PDF, with a file attached": Sample(
        pdf("Welder", attached=b"Tailor"), ("Welder",), (CvLoss.ATTACHED,), ("Tailor",)
    ),
    "DOCX, Russian, with a table": Sample(word("Сварщик, 6 лет", "Права B"), ("Сварщик, 6 лет", "Права B")),
    "DOCX, Kyrgyz, in two columns": Sample(
        written("Ширетүүчү", "Тикмечи", columns=2), ("Ширетүүчү\nТикмечи",)
    ),
    "DOCX, rows of a table": Sample(
        written("Work", rows=[("2015-2020", "Welder"), ("2021", "Tailor")]), ("2015-2020 Welder\n2021 Tailor",)
    ),
    "DOCX, the name above and the phone below": Sample(
        written("Welder", header="Ermek, Bishkek", footer="0700 12 34 56"), ("Ermek, Bishkek\nWelder\n0700 12 34 56",)
    ),
    "DOCX, a text box": Sample(written("Welder", box="Speaks Russian"), ("Welder", "Speaks Russian")),
    "DOCX, a template's fields": Sample(written("Welder", control="Six years"), ("Six years\nWelder",)),
    "DOCX, with a photo": Sample(written("Welder", photo=True), ("Welder",), (CvLoss.PICTURES,)),
    "DOCX, with comments and a chart": Sample(
        written("Welder", comment="Check", chart=True),
        ("Welder",),
        (CvLoss.COMMENTS, CvLoss.ATTACHED),
        ("Check",),
    ),
    "DOCX, a whole book": Sample(
        written(*["Welder " * 1_000] * 30, "Tailor"), ("Welder",), (CvLoss.LENGTH,), ("Tailor",)
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", SAMPLES)
def test_a_cv_is_read_its_losses_are_told_and_nothing_is_taken_over_unasked(name: str) -> None:
    sample, client = SAMPLES[name], people.signed_in(cast.ERMEK)
    given = sample.given if isinstance(sample.given, str) else SimpleUploadedFile("cv", sample.given)
    answer = client.post("/en/me/cv", {"text" if isinstance(given, str) else "cv": given})
    assert (answer.status_code, answer["Location"]) == (302, "/en/me/cv/found")
    kept = CvFile.objects.get()
    assert [words for words in sample.found if kept.text.count(words) < 1] == []
    assert [words for words in sample.left if words in kept.text] == []
    page = client.get("/en/me/cv/found").content.decode()
    assert [loss for loss in CvLoss if f"<li>{loss.label}</li>" in page] == list(sample.losses)
    assert ("We could not read all of your file" in page) is bool(sample.losses)
    profile = Profile.objects.get()
    assert (profile.skills.count(), profile.occupations.count(), profile.summary) == (0, 0, "")
    assert profile.visibility == Visibility.HIDDEN


def test_a_text_box_is_read_once_though_word_writes_it_twice() -> None:
    client = people.signed_in(cast.ERMEK)
    client.post("/en/me/cv", {"cv": SimpleUploadedFile("cv", SAMPLES["DOCX, a text box"].given)})  # type: ignore[arg-type]
    assert CvFile.objects.get().text.count("Speaks Russian") == 1


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (pdf("", "", pictures=[0, 1]), "it may be a photo"),
        (written("", photo=True), "it may be a photo"),
        (pdf("Welder", password="secret"), "locked with a password"),
        (pdf(""), "We found no text"),
        (b"", "empty"),
    ],
    ids=["a scan", "a photo in Word", "locked", "an empty page", "an empty file"],
)
def test_a_file_without_words_says_why_and_nothing_is_kept(given: bytes, said: str) -> None:
    answer = people.signed_in(cast.ERMEK).post("/en/me/cv", {"cv": SimpleUploadedFile("cv", given)})
    assert (answer.status_code, said in answer.content.decode()) == (400, True)
    assert CvFile.objects.count() == 0
