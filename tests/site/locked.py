"""What every answer must tell the browser, read from its headers and from its page."""

import re
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlsplit

#: What each source of the policy must be; what is not named may be absent.
DIRECTIVES = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "connect-src": "'self'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
    "base-uri": "'none'",
    "object-src": "'none'",
}
FIXED = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}
#: Where a page names what the browser fetches by itself, and what it may run.
FETCHED = {"src", "srcset", "poster", "data", "background", "manifest", "action", "formaction"}
FETCHED_LINKS = {"stylesheet", "icon", "preload", "modulepreload", "manifest", "prefetch", "preconnect", "dns-prefetch"}


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        addresses = [given[name] for name in FETCHED & given.keys()]
        if tag == "link" and FETCHED_LINKS & set(given.get("rel", "").split()):
            addresses.append(given.get("href", ""))
        self.said += [f"another host: {tag} {to}" for to in addresses if not _ours(to)]
        self.said += [f"inline: {tag} {name}" for name in given if name == "style" or name.startswith("on")]
        if tag in ("a", "area") and urlsplit(given.get("href", "")).scheme not in (
            "",
            "http",
            "https",
            "mailto",
            "tel",
        ):
            self.said.append(f"strange link: {given['href'][:40]}")
        if tag == "style" or (tag == "script" and "src" not in given and given.get("type") != "application/ld+json"):
            self.said.append(f"inline: {tag}")


def _ours(address: str) -> bool:
    parts = urlsplit(address)
    return not parts.netloc and parts.scheme in ("", "data")


def open_doors(answer: Any, *, https: bool = True) -> list[str]:
    """Return what an answer leaves open to whoever would misuse the reader's browser."""
    policy = answer.get("Content-Security-Policy", "")
    told = dict(part.strip().partition(" ")[::2] for part in policy.split(";"))
    said = [f"{name} {told.get(name)}" for name, value in DIRECTIVES.items() if told.get(name) != value]
    said += [f"policy: {word}" for word in re.findall(r"unsafe-\w+|https?:|\*", policy)]
    said += [f"{name}: {answer.get(name)}" for name, value in FIXED.items() if answer.get(name) != value]
    if https and not re.fullmatch(r"max-age=\d{8,}; includeSubDomains", answer.get("Strict-Transport-Security", "")):
        said.append("no HSTS")
    for name, cookie in answer.cookies.items():
        kept = bool(cookie["httponly"]) and cookie["samesite"] in ("Lax", "Strict") and cookie["path"] == "/"
        hosts_only = not https or (name.startswith("__Host-") and bool(cookie["secure"]) and not cookie["domain"])
        said += [] if kept and hosts_only else [f"cookie {name}"]
    if answer.get("Content-Type", "").startswith("text/html"):
        page = _Page()
        page.feed(b"".join(answer).decode() if answer.streaming else answer.content.decode())
        said += page.said
    return said
