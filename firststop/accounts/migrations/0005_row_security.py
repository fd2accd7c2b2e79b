"""Row security of consents."""

from django.db import migrations

from firststop.core.row_security import walled


class Migration(migrations.Migration):
    """Show a consent to whoever gave it."""

    dependencies = [("accounts", "0004_how_reached"), ("core", "0004_row_security")]
    operations = [
        walled("accounts_consent", own="account_id = firststop_person()"),
    ]
