"""Reading what lies under what. A row that closes a circle is refused, however long the circle is."""

from collections.abc import Iterator
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from firststop.core.refusals import Code, Problem
from firststop.taxonomy.reading.records import TaxonomyFiles
from firststop.taxonomy.reading.written import rows

_EDGE_SIZE = 300


def read_broader(files: TaxonomyFiles, path: Path) -> None:
    """Read a file of broader relations; each concept is walked once, so that a chain of any length costs its length."""
    told: dict[tuple[str, str], int] = {}
    for number, row in rows(path, "conceptUri", "broaderUri"):
        concept, broader = files.concepts.get(row["conceptUri"]), files.concepts.get(row["broaderUri"])
        if concept is not None and broader is not None and (concept.uri, broader.uri) not in told:
            concept.broader.add(broader.uri)
            told[concept.uri, broader.uri] = number
            files.take_room(_EDGE_SIZE, file=path.name, row=number)
    for low, high in list(_circles(files)):
        files.concepts[low].broader.discard(high)
        problem = Problem(Code.CONFLICT, "broader.cycle", _("A concept cannot lie under itself."), "/broaderUri")
        files.refuse(path.name, told.get((low, high), 0), problem)


def _circles(files: TaxonomyFiles) -> Iterator[tuple[str, str]]:
    """Yield the relations that lead back to where a walk upwards came from."""
    done: set[str] = set()
    for start in files.concepts:
        if start in done:
            continue
        way: list[tuple[str, Iterator[str]]] = [(start, iter(sorted(files.concepts[start].broader)))]
        on_way = {start}
        while way:
            uri, ahead = way[-1]
            above = next(ahead, None)
            if above is None:
                way.pop()
                on_way.discard(uri)
                done.add(uri)
            elif above in on_way:
                yield uri, above
            elif above not in done:
                on_way.add(above)
                way.append((above, iter(sorted(files.concepts[above].broader))))
