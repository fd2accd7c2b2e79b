"""Find the open questions about one subject, to close them when it is over."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    """Add one index, without keeping anybody from writing meanwhile."""

    atomic = False
    dependencies = [("core", "0002_cache")]

    operations = [
        AddIndexConcurrently(
            "message",
            models.Index(
                fields=["subject"],
                condition=models.Q(asks=True, answered_at__isnull=True) & ~models.Q(state="no_answer"),
                name="core_message_open",
            ),
        )
    ]
