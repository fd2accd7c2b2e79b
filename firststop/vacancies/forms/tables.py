"""For which of one's employers vacancies are, and the form for a table of them."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from firststop.employers.queries import EstablishmentCard


class EmployerForm(forms.Form):
    """Which of one's employers something is for; who has one is not asked."""

    employer = forms.ChoiceField(
        label=_("Which employer is it for?"), error_messages={"required": _("Choose the employer that it is for.")}
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        files: "MultiValueDict[str, UploadedFile[bytes]] | None" = None,
        *,
        employers: Sequence[EstablishmentCard],
    ) -> None:
        super().__init__(data, files)
        if len(employers) > 1:
            self.fields["employer"].choices = [(str(it.id), it.name) for it in employers]  # type: ignore[attr-defined]
        else:
            del self.fields["employer"]


class TableForm(EmployerForm):
    """A file, and whose vacancies it holds."""

    table = forms.FileField(
        label=_("Your table"),
        help_text=_("CSV, XLSX or JSON Lines, at most 50 MB and 50,000 rows."),
        allow_empty_file=True,
        error_messages={"required": _("Choose your table.")},
    )
