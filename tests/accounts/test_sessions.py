"""Sessions that are over are cleared, those that stand stay."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone

from firststop.accounts.tasks import clear_sessions
from tests import cast
from tests.people import signed_in


@pytest.mark.django_db
def test_the_job_clears_sessions_that_are_over_and_no_other() -> None:
    over, stands = (signed_in(who).cookies["sessionid"].value for who in (cast.ERMEK, cast.AIGUL))
    Session.objects.filter(session_key=over).update(expire_date=timezone.now() - timedelta(minutes=1))
    clear_sessions()
    assert set(Session.objects.values_list("session_key", flat=True)) == {stands}
