"""Kinds, roles and states of accounts."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from firststop.core.models.messages import Channel
from firststop.core.refusals import Text

#: By what people choose to be reached, in words.
CHANNELS: dict[Channel, Text] = {
    Channel.SMS: _("By text message"),
    Channel.EMAIL: _("By e-mail"),
    Channel.INBOX: _("Only on the page “Messages”"),
}


class OrganisationKind(models.TextChoices):
    """What kind of party an organisation is; its members' roles follow from it."""

    ENTERPRISE = "enterprise", _("Enterprise")
    SERVICE = "service", _("Employment service")


class Role(models.TextChoices):
    """What a member may do for the organisation."""

    ADMINISTRATOR = "administrator", _("Administrator")
    RECRUITER = "recruiter", _("Recruiter")
    DESK = "desk", _("Front desk")
    COUNSELLOR = "counsellor", _("Counsellor")
    MODERATOR = "moderator", _("Moderator of vacancies")
    LEAD = "lead", _("Team lead")

    @property
    def of_kinds(self) -> frozenset[OrganisationKind]:
        """The kinds of organisation that have this role."""
        if self is Role.ADMINISTRATOR:
            return frozenset(OrganisationKind)
        if self is Role.RECRUITER:
            return frozenset({OrganisationKind.ENTERPRISE})
        return frozenset({OrganisationKind.SERVICE})


#: Whoever looks for people and answers them for an enterprise.
RECRUITING = (Role.ADMINISTRATOR, Role.RECRUITER)
#: Of the employment service: who decides about vacancies, who serves at the counter and by phone, who helps firms and
#: people with what they ask, who sets up offices.
MODERATING = (Role.MODERATOR, Role.LEAD)
AT_THE_DESK = (Role.DESK, Role.LEAD)
HELPING = (Role.DESK, Role.COUNSELLOR, Role.LEAD)
MANAGING = (Role.LEAD, Role.ADMINISTRATOR)


class MembershipState(models.TextChoices):
    """Where a membership is."""

    INVITED = "invited", pgettext_lazy("membership", "Invited")
    ACTIVE = "active", pgettext_lazy("membership", "Active")
    SUSPENDED = "suspended", pgettext_lazy("membership", "Suspended")
    ENDED = "ended", pgettext_lazy("membership", "Ended")


#: FROM -> TO; whatever is not drawn is refused.
MEMBERSHIP_ARROWS: dict[MembershipState, frozenset[MembershipState]] = {
    MembershipState.INVITED: frozenset({MembershipState.ACTIVE, MembershipState.ENDED}),
    MembershipState.ACTIVE: frozenset({MembershipState.SUSPENDED, MembershipState.ENDED}),
    MembershipState.SUSPENDED: frozenset({MembershipState.ACTIVE, MembershipState.ENDED}),
    MembershipState.ENDED: frozenset(),
}


class KeyScope(models.TextChoices):
    """What an API key may do."""

    VACANCIES_WRITE = "vacancies:write", _("Send and stop vacancies")
    VACANCIES_TEST = "vacancies:test", _("Try it out: nobody sees the vacancies")
    VACANCIES_READ = "vacancies:read", _("Read your own vacancies")


class ConsentPurpose(models.TextChoices):
    """What someone agrees to; each purpose has one current wording, named by its version."""

    TERMS = "terms", _("Terms of use")
    SHOW_TO_EMPLOYER = "show_to_employer", _("Show my name and contact to this employer")
    KEEP_CV = "keep_cv", _("Keep my CV to find work for me")
    SMS_NEWS = "sms_news", _("Tell me news by text message")


class Means(models.TextChoices):
    """What somebody tries to get in by; wrong tries are counted for each on its own."""

    PASSWORD = "password"  # noqa: S105 - the name of a way in
    CODE = "code"
    SECOND_FACTOR = "second_factor"
    INVITATION = "invitation"
