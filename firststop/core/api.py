"""The API's frame: one way to refuse, unknown names refused, each operation's refusals in the OpenAPI document."""

import json
from collections.abc import Callable, Collection
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.openapi.schema import OpenAPISchema
from ninja.operation import Operation
from ninja.parser import Parser

from firststop.core.answers import answer_refusal, title_of, unavailable
from firststop.core.database import is_gone, note_gone
from firststop.core.idempotency import HEADER
from firststop.core.parameters import refuse_unknown
from firststop.core.refusals import Code, Problem, Refused, not_found, refuse, to_pointer
from firststop.core.tables.strict_json import decode, strict_json
from firststop.core.wrong_values import limit_told, words_for

#: What every operation may refuse with: a name it does not know, a body of unknown length, a database that is away.
EVERYWHERE = (400, 411, 503)
PROBLEM_SCHEMA = {
    "type": "object",
    "description": "RFC 9457 problem document; `problems` lists all that is wrong, the first decides the status.",
    "required": ["type", "title", "status", "rule", "pointer", "detail", "hint", "problems"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "rule": {"type": "string"},
        "pointer": {"type": "string"},
        "detail": {"type": "string"},
        "hint": {"type": "string"},
        "value": {"type": ["string", "null"]},
        "instance": {"type": "string"},
        "problems": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["code", "rule", "pointer", "detail", "hint"],
                "properties": {
                    name: {"type": "string"} for name in ("code", "rule", "pointer", "detail", "hint", "value")
                },
            },
        },
    },
}


def also(*statuses: int) -> dict[str, Any]:
    """Return the `openapi_extra` of an operation that refuses with more statuses than its shape tells."""
    return {"responses": {status: {} for status in statuses}}


def _refusals(method: str, operation: dict[str, Any]) -> list[int]:
    """Return the statuses that an operation refuses with, by its shape and by what it states with `also`.

    405 is none of them: another method is another operation, or none.
    """
    takes = {parameter["in"] for parameter in operation["parameters"]}
    shape = {
        (401, 403): {} not in operation.get("security", [{}]),
        (404,): "path" in takes,
        (409,): method != "get",
        (413, 415): "requestBody" in operation,
        (422,): HEADER in {parameter["name"] for parameter in operation["parameters"]},
    }
    told = {status for statuses, is_so in shape.items() if is_so for status in statuses}
    return sorted(told.union(EVERYWHERE, (status for status in operation["responses"] if status >= 400)))


def problems_of(error: ValidationError) -> list[Problem]:
    """Return what the parameters of a request have wrong, in the words of every other door."""
    return [_problem(item) for item in error.errors]


def _problem(item: dict[str, Any]) -> Problem:
    source, *path = item["loc"]
    # The name of an operation's own argument is nothing that its caller has written.
    inner = source == "body" or (len(path) > 1 and isinstance(path[1], str))
    path = path[1:] if inner else path
    code, sentence, hint = words_for(item["type"])
    name = ".".join(str(step) for step in path if isinstance(step, str)) or source
    told = limit_told(item.get("ctx", {})) or hint
    return Problem(code, f"{code.value}.{name}", sentence, to_pointer(path), told)


def refuse_unknown_parameters(run: Callable[..., Any]) -> Callable[..., Any]:
    """Wrap an operation: a query parameter that it does not declare is refused, with the nearest name as a hint; so is
    one that is given twice where one is meant, since nobody can tell which counts.
    """
    operation: Operation = run.__self__  # type: ignore[attr-defined]
    models = [model for model in operation.models if model.__ninja_param_source__ == "query"]
    declared = sorted(name for model in models for name in model.__ninja_flatten_map__)
    several = {name for model in models for name in model.__ninja_collection_fields__}

    @wraps(run)
    def strictly(request: HttpRequest, **values: Any) -> Any:
        try:
            refuse_unknown(request.GET, declared)
            _refuse_twice(request.GET, several)
        except Refused as no:
            return operation.api.on_exception(request, no)
        return run(request, **values)

    return strictly


def _refuse_twice(given: QueryDict, several: Collection[str]) -> None:
    for name, values in given.lists():
        if len(values) > 1 and name not in several:
            sentence = _("This is asked twice. Leave one of them out.")
            raise refuse(Code.INVALID_VALUE, "parameter.twice", sentence, pointer=f"/{name}", hint=_("Write it once."))


class StrictParser(Parser):
    """JSON as strangers may send it: every fault is refused, and what is whole is read as any program would."""

    def parse_body(self, request: HttpRequest) -> Any:
        """Return the body; refuses another type, depth, repeated names, zero bytes and numbers that lose digits."""
        if request.content_type not in ("application/json", ""):
            raise refuse(
                Code.UNSUPPORTED_TYPE,
                "request.type",
                _("We read JSON here."),
                hint=_("Send it with Content-Type: application/json."),
            )
        strict_json(request.body)
        return json.loads(decode(request.body))


class FirststopAPI(NinjaAPI):
    """Ninja, with our refusals."""

    def __init__(self) -> None:
        super().__init__(
            title="Firststop",
            version="1.0.0",
            docs_url=None,
            openapi_url=None,
            urls_namespace="api",
            parser=StrictParser(),
            description="The open public employment service. Money is a decimal string with its currency beside it; "
            "times are UTC.",
        )
        self.add_decorator(refuse_unknown_parameters, mode="view")

    def on_exception(self, request: HttpRequest, exc: Exception | type[Exception]) -> HttpResponse:
        """Answer every error of an operation in our form; a fault of ours goes on to Django."""
        match exc:
            case Refused():
                return answer_refusal(request, exc)
            case ValidationError():
                return answer_refusal(request, Refused(problems_of(exc)))
            case AuthenticationError():
                return _unauthenticated(request)
            case HttpError(__cause__=Refused() as no):
                return answer_refusal(request, no)
            case HttpError():
                return _unreadable(request, exc)
            case Http404():
                return answer_refusal(request, not_found(_("There is nothing at this address.")))
            case Exception() if is_gone(exc):
                note_gone(exc)
                return answer_refusal(request, unavailable())
        raise exc

    def get_openapi_schema(self, **options: Any) -> OpenAPISchema:
        """Return the OpenAPI 3.1 document with the problem answers that each operation may give."""
        schema = super().get_openapi_schema(**options)
        schema.setdefault("components", {}).setdefault("schemas", {})["Problem"] = PROBLEM_SCHEMA
        content = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
        for methods in schema["paths"].values():
            for method, operation in methods.items():
                for status in _refusals(method, operation):
                    operation["responses"][status] = {"description": _title(status), "content": content}
        return schema


def _title(status: int) -> str:
    code = next((code for code in Code if code.status == status), None)
    return title_of(code) if code else ""


def _unauthenticated(request: HttpRequest) -> HttpResponse:
    no = refuse(Code.UNAUTHENTICATED, "api.key", _("Send a valid API key."), hint=_("Authorization: Bearer <key>"))
    response = answer_refusal(request, no)
    response["WWW-Authenticate"] = "Bearer"
    return response


def _unreadable(request: HttpRequest, error: HttpError) -> HttpResponse:
    codes = {code.status: code for code in reversed(Code)}
    code = codes.get(error.status_code, Code.PARSE)
    return answer_refusal(
        request, refuse(code, "request.unreadable", _("We cannot read this request."), hint=str(error))
    )
