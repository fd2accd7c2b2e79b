"""Forms of an organisation: invitations, roles, keys."""

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from firststop.accounts.enums import KeyScope, OrganisationKind, Role
from firststop.accounts.fields import ContactField


class InviteForm(forms.Form):
    """Whom to invite into which role; without number and address the code is passed on by hand."""

    role = forms.ChoiceField(
        label=_("Role"), error_messages={"required": _("Choose a role.")}, widget=forms.RadioSelect
    )
    contact = ContactField(
        label=_("Phone number or e-mail address"),
        required=False,
        help_text=_("We send the code there. Leave it empty to pass the code on yourself."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    #: Makes a form that is sent twice one invitation.
    once = forms.UUIDField(required=False, initial=uuid.uuid4, widget=forms.HiddenInput)

    def __init__(self, *args: Any, kind: OrganisationKind, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        roles = [role for role in Role if kind in role.of_kinds]
        self.fields["role"].choices = [(role.value, role.label) for role in roles]  # type: ignore[attr-defined]


class HandOverForm(forms.Form):
    """Who takes an administrator's role over: one of `successors`, as (account, name)."""

    successor = forms.ChoiceField(
        label=_("Who becomes administrator?"),
        error_messages={
            "required": _("Choose who takes the role over."),
            "invalid_choice": _("Choose another active member."),
        },
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, successors: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["successor"].choices = successors  # type: ignore[attr-defined]


class AcceptForm(forms.Form):
    """The code of an invitation."""

    code = forms.CharField(
        label=_("Code of the invitation"),
        help_text=_("12 letters, such as BCDF-GHJK-LMNP"),
        max_length=40,
        error_messages={"required": _("Enter the code.")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )


class KeyForm(forms.Form):
    """A new API key."""

    name = forms.CharField(
        label=_("Name of the key"),
        help_text=_("The program that uses it, such as: our website"),
        max_length=80,
        error_messages={"required": _("Give the key a name.")},
    )
    scopes = forms.MultipleChoiceField(
        label=_("What may it do?"),
        choices=KeyScope.choices,
        error_messages={"required": _("Choose what the key may do.")},
        widget=forms.CheckboxSelectMultiple,
    )
