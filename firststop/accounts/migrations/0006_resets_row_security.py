"""Row security of requests to give back a second factor."""

from django.db import migrations

from firststop.core.row_security import may_also_read, walled

#: Roles are told only of staff who have used their second factor.
STAFF = "current_setting('firststop.roles', true) <> ''"


class Migration(migrations.Migration):
    """Show a request to the colleague who asked, to those who decide, and to whose second factor it is."""

    dependencies = [("accounts", "0005_row_security")]
    operations = [
        walled(
            "accounts_secondfactorreset",
            asks=f"{STAFF} AND asked_by = firststop_person()",
            decides="firststop_is('lead', 'administrator')",
        ),
        may_also_read("accounts_secondfactorreset", own="account_id = firststop_person()"),
    ]
