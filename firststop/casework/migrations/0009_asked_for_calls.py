"""Row security: the call list has the questions whose readers asked to be called, too."""

from django.db import migrations

CALL_LIST = (
    "ALTER POLICY call_list ON core_message USING (firststop_is('desk', 'lead') AND asks AND answered_at IS NULL"
    " AND (state IN ({at_once}) OR state = 'waiting' AND created_at < now() - interval '3 days'))"
)


class Migration(migrations.Migration):
    """Show them to whoever calls."""

    dependencies = [("casework", "0008_sharing_row_security"), ("core", "0010_call_asked_for")]
    operations = [
        migrations.RunSQL(
            CALL_LIST.format(at_once="'sent', 'failed', 'call'"), CALL_LIST.format(at_once="'sent', 'failed'")
        ),
    ]
