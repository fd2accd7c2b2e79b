"""Row security of the read log."""

from django.db import migrations

from firststop.core.row_security import may_add, may_also_read, walled

MINE = "reader = firststop_person()::text"


class Migration(migrations.Migration):
    """Show a look to whose record it was and to whoever looked, who alone notes it; no request takes one back."""

    dependencies = [("core", "0006_drafts_row_security")]
    operations = [
        walled("core_recordread"),
        may_also_read("core_recordread", own="person = firststop_person()", looked=MINE),
        may_add("core_recordread", notes=MINE),
    ]
