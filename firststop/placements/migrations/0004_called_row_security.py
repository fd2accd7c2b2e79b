"""Row security: whoever calls about an invitation reads who invites."""

from django.db import migrations

from firststop.core.row_security import may_also_read

#: Of messages the front desk and leads read the questions of the call list alone.
CALLED = "firststop_is('desk', 'lead') AND id IN (SELECT subject FROM core_message)"


class Migration(migrations.Migration):
    """Show the invitation as long as its question is on the call list."""

    dependencies = [("placements", "0003_row_security"), ("casework", "0009_asked_for_calls")]
    operations = [may_also_read("placements_invitation", called=CALLED)]
