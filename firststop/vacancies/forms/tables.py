"""The form for a table of vacancies."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from firststop.employers.queries import EstablishmentCard


class TableForm(forms.Form):
    """A file, and which of one's employers it is for; who has one is not asked."""

    employer = forms.ChoiceField(label=_("Which employer are the vacancies of?"))
    table = forms.FileField(
        label=_("Your table"),
        help_text=_("CSV, XLSX or JSON Lines, at most 50 MB and 50,000 rows."),
        allow_empty_file=True,
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
            self.fields["employer"] = forms.ChoiceField(
                label=_("Which employer are the vacancies of?"), choices=[(str(it.id), it.name) for it in employers]
            )
        else:
            del self.fields["employer"]
