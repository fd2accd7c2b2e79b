"""Row security of messages."""

from django.db import migrations

from firststop.core.row_security import walled


class Migration(migrations.Migration):
    """Show a message to whom it is sent; whoever sends one reads nothing of it."""

    dependencies = [("core", "0004_row_security")]
    operations = [
        walled("core_message", own="person = firststop_person()"),
    ]
