"""A table of vacancies: take the template, send the file, see what would become of it, put it in."""

import uuid
from collections.abc import Iterator
from http import HTTPStatus
from typing import Any, TypeVar

from django.db.models import Q
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from firststop.accounts.queries import actor_of
from firststop.core.access import requires
from firststop.core.refusals import Refused, not_found
from firststop.core.tables import ReportRow, Severity, csv_lines, too_large
from firststop.core.uploads import takes_file
from firststop.employers.queries import establishments_of
from firststop.vacancies.enums import TableState
from firststop.vacancies.forms.tables import TableForm
from firststop.vacancies.models import TableFault, TableUpload
from firststop.vacancies.policies import may_post
from firststop.vacancies.queries import faults_of, table_of, tables_of, was_accepted_before
from firststop.vacancies.services import apply_table, keep_table
from firststop.vacancies.services.tables import LIMITS
from firststop.vacancies.table import template_csv, template_workbook
from firststop.vacancies.views.writing import house_of, own_hat

Answer = TypeVar("Answer", bound=HttpResponseBase)
#: How many things of a kind a page shows; the report has them all.
SHOWN = 100
TEMPLATES = {
    "xlsx": (template_workbook, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "csv": (template_csv, "text/csv; charset=utf-8"),
}


def _over_the_size(request: HttpRequest) -> HttpResponse:
    return _ask(request, None, too_large(LIMITS))


@requires(may_post)
@takes_file(LIMITS.size, too_large=_over_the_size)
@require_http_methods(["GET", "POST"])
def bring(request: HttpRequest) -> HttpResponse:
    """Take a table and try it."""
    house = house_of(own_hat(request))
    employers = establishments_of(house)
    if not employers:
        return redirect("employers:register")
    if request.method != "POST":
        return _ask(request, None)
    form = TableForm(request.POST, request.FILES, employers=employers)
    if not form.is_valid():
        return _ask(request, form)
    file, chosen = form.cleaned_data["table"], form.cleaned_data.get("employer") or employers[0].id
    try:
        table = keep_table(
            file.read(LIMITS.size + 1), file.name, employer=uuid.UUID(str(chosen)), organisation=house,
            language=get_language() or "en", by=actor_of(request), at=timezone.now(),
        )  # fmt: skip
    except Refused as no:
        return _ask(request, form, no)
    return redirect("vacancies:tried_table", table.id)


def _ask(request: HttpRequest, form: TableForm | None, refused: Refused | None = None) -> HttpResponse:
    house = house_of(own_hat(request))
    shown = {
        "form": form or TableForm(employers=establishments_of(house)),
        "refused": [("id_table", f"{it.detail} {it.hint}".strip()) for it in refused.problems] if refused else [],
        "tables": tables_of(house),
    }
    status = refused.first.code.status if refused else HTTPStatus.BAD_REQUEST if form else HTTPStatus.OK
    return render(request, "vacancies/table.html", shown, status=status)


@requires(may_post)
@require_GET
def template(_request: HttpRequest, kind: str) -> HttpResponse:
    """Give the template, its words in the reader's language."""
    if kind not in TEMPLATES:
        raise not_found(_("There is no such page."))
    write, content_type = TEMPLATES[kind]
    return _named(
        HttpResponse(write(on=timezone.localdate()), content_type=content_type), f"firststop-vacancies.{kind}"
    )


@requires(may_post)
@require_GET
def tried(request: HttpRequest, table: uuid.UUID) -> HttpResponse:
    """Show what would become of a table, what became of it, or how far we are with it."""
    mine = _mine(request, table)
    shown = {
        "table": mine,
        "kinds": _kinds(mine),
        "heads": [_("Row"), _("Column"), _("You wrote"), _("What is wrong"), _("What to do")],
        "good": mine.created + mine.updated,
        "is_first": not was_accepted_before(mine.establishment_id),
        "busy": mine.state in (TableState.WAITING, TableState.APPLYING),
    }
    return render(request, "vacancies/table_tried.html", shown)


def _kinds(table: TableUpload) -> list[dict[str, Any]]:
    """Return what is told of a table by what it leads to; a kind that there is nothing of is left out."""
    told, of_header = faults_of(table.id), Q(rule__startswith="table.")
    kinds = [
        (_("Correct these in your file"), "", told.filter(of_header | Q(severity=Severity.ERROR))),
        (
            _("We read these rows first"),
            _("They go in, but others find them only then. Change them, and nobody has to wait."),
            told.filter(~of_header, severity=Severity.WARNING),
        ),
        (
            _("These rows could be better"),
            _("They go in as they are."),
            told.filter(~of_header, severity=Severity.INFO),
        ),
    ]
    return [_kind(title, lead, list(faults[: SHOWN + 1])) for title, lead, faults in kinds if faults]


def _kind(title: str, lead: str, faults: list[TableFault]) -> dict[str, Any]:
    return {"title": title, "lead": lead, "faults": faults[:SHOWN], "more": len(faults) > SHOWN}


@requires(may_post)
@require_GET
def report(request: HttpRequest, table: uuid.UUID) -> HttpResponseBase:
    """Give everything that is to correct or to know as CSV."""
    mine = _mine(request, table)

    def lines() -> Iterator[str]:
        yield "\ufeff"  # Without the mark spreadsheets take the letters for an old encoding.
        yield from csv_lines(
            ReportRow(it.row, it.pointer, it.rule, it.severity, it.value, it.hint, it.detail, mine.filename, it.column)
            for it in faults_of(mine.id).iterator(chunk_size=1000)
        )

    return _named(StreamingHttpResponse(lines(), content_type="text/csv; charset=utf-8"), "firststop-report.csv")


@requires(may_post)
@require_POST
def put_in(request: HttpRequest, table: uuid.UUID) -> HttpResponse:
    """Put the good rows of a tried table in."""
    apply_table(table, organisation=house_of(own_hat(request)), by=actor_of(request), at=timezone.now())
    return redirect("vacancies:tried_table", table)


def _mine(request: HttpRequest, table: uuid.UUID) -> TableUpload:
    mine = table_of(table, house_of(own_hat(request)))
    if mine is None:
        raise not_found(_("There is no such table."))
    return mine


def _named(answer: Answer, name: str) -> Answer:
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
