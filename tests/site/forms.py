"""The forms of a page as a browser reads them, filled in by whoever tests."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

#: Kinds of inputs into which a person writes.
WRITTEN = {"text", "search", "email", "tel", "url", "textarea", "number", "password"}


@dataclass
class Form:
    """One form: where it goes, what a browser would send, and which fields are written."""

    action: str
    method: str
    sent: dict[str, str] = field(default_factory=dict)
    written: set[str] = field(default_factory=set)
    takes_file: bool = False

    def filled(self, text: str, *, everywhere: bool = False) -> dict[str, str]:
        """Return what is sent with `text` in each written field that is empty, or in each of them."""
        return {
            name: text if name in self.written and (everywhere or not value) else value
            for name, value in self.sent.items()
            if name != "csrfmiddlewaretoken"
        }


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.inside = False
        self.select = ""
        self.textarea = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append(Form(given.get("action", ""), given.get("method", "get").lower()))
            self.inside = True
        elif self.inside and "name" in given:
            self._field(tag, given)
        elif self.inside and tag == "option" and self.select:
            self._choice(given)

    def _field(self, tag: str, given: dict[str, str]) -> None:
        form, name = self.forms[-1], given["name"]
        kind = tag if tag in ("select", "textarea", "button") else given.get("type", "text")
        if kind == "file":
            form.takes_file = True
        elif kind in ("radio", "checkbox", "button", "submit"):
            if name not in form.sent or "checked" in given:
                form.sent[name] = given.get("value", "on")
        else:
            form.sent[name] = given.get("value", "")
            if kind in WRITTEN:
                form.written.add(name)
            self.select = name if kind == "select" else ""
            self.textarea = name if kind == "textarea" else ""

    def _choice(self, given: dict[str, str]) -> None:
        sent = self.forms[-1].sent
        if "selected" in given or not sent.get(self.select):
            sent[self.select] = given.get("value", "")

    def handle_data(self, data: str) -> None:
        if self.textarea and self.inside:
            self.forms[-1].sent[self.textarea] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.inside = False
        elif tag in ("select", "textarea"):
            self.select = self.textarea = ""


def forms_of(html: str) -> list[Form]:
    """Return the forms of a page, in order."""
    reader = _Reader()
    reader.feed(html)
    return reader.forms
