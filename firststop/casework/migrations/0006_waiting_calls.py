"""Row security: the call list has the questions that never left, too."""

from django.db import migrations

CALL_LIST = "ALTER POLICY call_list ON core_message USING (firststop_is('desk', 'lead') AND asks AND {waits})"
NO_ANSWER = "answered_at IS NULL AND state IN ('sent', 'failed')"
#: A question leaves within seconds; one that is older than `core.messages.CALL_AFTER` waits for a channel that is down.
NEVER_LEFT = (
    "answered_at IS NULL AND (state IN ('sent', 'failed')"
    " OR state = 'waiting' AND created_at < now() - interval '3 days')"
)


class Migration(migrations.Migration):
    """Show them to whoever calls."""

    dependencies = [("casework", "0005_promises"), ("core", "0005_messages_row_security")]
    operations = [
        migrations.RunSQL(CALL_LIST.format(waits=NEVER_LEFT), CALL_LIST.format(waits=NO_ANSWER)),
    ]
