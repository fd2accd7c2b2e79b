"""Row security of drafts."""

from django.db import migrations

from firststop.core.row_security import walled


class Migration(migrations.Migration):
    """Show a draft to whoever writes it."""

    dependencies = [("core", "0005_messages_row_security")]
    operations = [
        walled("core_draft", own="owner = firststop_person()"),
    ]
