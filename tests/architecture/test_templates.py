"""Templates: each is used, none holds a visible word outside gettext, a style or a script."""

import re
from pathlib import Path

import pytest

from tests.architecture.house import ROOT

_TAGS = re.compile(r"{%.*?%}|{{.*?}}|{#.*?#}", re.DOTALL)
_COMMENT = re.compile(r"{%-?\s*comment\b.*?endcomment\s*-?%}|<!--.*?-->", re.DOTALL)
_TRANSLATED = re.compile(r"{%-?\s*blocktrans(?:late)?\b.*?{%-?\s*endblocktrans(?:late)?\s*-?%}", re.DOTALL)
#: A block of the frame that holds class names.
_CLASSES = re.compile(r"{% block mode %}.*?{% endblock %}")
_MARKUP = re.compile(r"<(?:script|style|svg)\b.*?</(?:script|style|svg)>|<[^<>]*>|[\w.-]+=\"[^\"]*\"", re.DOTALL)
_SAID = re.compile(r"""(?:alt|title|placeholder|aria-label)="([^"{]*[^\W\d_]{2}[^"{]*)\"""")
_WORD = re.compile(r"[^\W\d_]{2,}")
_INLINE = re.compile(
    r"""\sstyle\s*=|\son[a-z]+\s*=\s*"|<script(?![^>]*(?:src=|type="application/(?:ld\+)?json"))[^>]*>"""
)
#: Words that are the same everywhere.
NAMES = {
    "Firststop",
    "html",
    "doctype",
    "nbsp",
    "mdash",
    "ndash",
    "rarr",
    "larr",
    "times",
    "middot",
    "hellip",
    "laquo",
    "raquo",
}


def templates(root: Path) -> list[Path]:
    return sorted(root.glob("firststop/*/templates/**/*.html"))


def bare_words(source: str) -> list[str]:
    text = _TRANSLATED.sub(" ", _CLASSES.sub(" ", _COMMENT.sub(" ", source)))
    without_tags = _TAGS.sub(" ", text)
    shown = _MARKUP.sub(" ", without_tags)
    said = _SAID.findall(_TAGS.sub("", text))
    return [word for word in _WORD.findall(" ".join([shown, *said])) if word not in NAMES]


def bare(root: Path) -> dict[str, list[str]]:
    """Return the visible words outside gettext, by template."""
    found = {p.relative_to(root).as_posix(): bare_words(p.read_text(encoding="utf-8")) for p in templates(root)}
    return {name: words for name, words in found.items() if words}


def inline(root: Path) -> list[str]:
    """Return the templates with a style or a script of their own."""
    return [p.relative_to(root).as_posix() for p in templates(root) if _INLINE.search(p.read_text(encoding="utf-8"))]


def unused(root: Path) -> list[str]:
    sources = [p.read_text(encoding="utf-8") for p in [*templates(root), *(root / "firststop").rglob("*.py")]]
    everything = "\n".join(sources)
    found = []
    for path in templates(root):
        name = path.relative_to(path.parents[[p.name for p in path.parents].index("templates")]).as_posix()
        tag = name.removeprefix("cotton/").removesuffix(".html").replace("/index", "").replace("/", ".")
        tags = {f"<c-{tag}", f"<c-{tag.replace('_', '-')}"}
        used = any(t in everything for t in tags) if name.startswith("cotton/") else name in everything
        if not used and not name.startswith(("account/", "mfa/", "allauth/")) and name not in {"404.html", "500.html"}:
            found.append(name)
    return found


def test_every_template_is_used() -> None:
    assert unused(ROOT) == []


def test_no_visible_word_stands_outside_gettext() -> None:
    assert bare(ROOT) == {}


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("<p>Bare words</p>", ["Bare", "words"]),
        ('<img alt="A picture">', ["picture"]),
        ('<p>{% translate "Fine" %}</p>', []),
        ("{% blocktranslate %}Fine too{% endblocktranslate %}", []),
        ("{# a note #}<p>{{ name }}</p>", []),
    ],
)
def test_a_bare_word_is_caught(source: str, words: list[str]) -> None:
    assert bare_words(source) == words


def test_no_template_has_an_inline_style_or_script() -> None:
    assert inline(ROOT) == []


@pytest.mark.parametrize("source", ['<p style="color:red">', "<script>alert(1)</script>", '<a onclick="x()">'])
def test_an_inline_style_or_script_is_caught(source: str) -> None:
    assert _INLINE.search(source)
