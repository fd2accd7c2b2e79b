"""Row security: what the desk reads of others' messages."""

from django.db import migrations

from firststop.core.row_security import may_also_read

#: Questions that have left, or could not, and that wait for an answer: those the call list chooses from.
UNANSWERED = "asks AND answered_at IS NULL AND state IN ('sent', 'failed')"


class Migration(migrations.Migration):
    """Show the questions that nobody answered to whoever calls: the front desk and leads."""

    dependencies = [("casework", "0002_row_security"), ("core", "0005_messages_row_security")]
    operations = [
        may_also_read("core_message", call_list=f"firststop_is('desk', 'lead') AND {UNANSWERED}"),
    ]
