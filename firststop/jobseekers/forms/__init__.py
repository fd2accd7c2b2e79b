"""Forms of jobseekers."""

from firststop.jobseekers.forms.abilities import ProposalsForm, SkillForm, WorkForm
from firststop.jobseekers.forms.calling import CallCodeForm, GiveForm, OwnCodeForm
from firststop.jobseekers.forms.counselling import FindClientForm, NextActionForm
from firststop.jobseekers.forms.cv import CvForm
from firststop.jobseekers.forms.wishes import VisibilityForm, WishesForm

__all__ = [
    "CallCodeForm", "CvForm", "FindClientForm", "GiveForm", "NextActionForm", "OwnCodeForm", "ProposalsForm",
    "SkillForm", "VisibilityForm", "WishesForm", "WorkForm",
]  # fmt: skip
