"""Jobs of accounts: sessions that are over are cleared away."""

from django.conf import settings
from django.utils.module_loading import import_string
from procrastinate.contrib.django import app


@app.periodic(cron="40 2 * * *")
@app.task(name="accounts.clear_sessions", queueing_lock="accounts.clear_sessions")
def clear_sessions(timestamp: int = 0) -> None:  # noqa: ARG001 - procrastinate names the moment
    """Delete the sessions whose time is over."""
    import_string(f"{settings.SESSION_ENGINE}.SessionStore").clear_expired()
