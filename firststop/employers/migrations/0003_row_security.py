"""Row security: what firms read of others' tables."""

from django.db import migrations

from firststop.core.row_security import may_also_read

OURS = "recipient IN (SELECT id::text FROM employers_establishment WHERE organisation_id = firststop_organisation())"


class Migration(migrations.Migration):
    """Show a firm the consents that name one of its units."""

    dependencies = [("employers", "0002_acting"), ("accounts", "0005_row_security")]
    operations = [
        may_also_read("accounts_consent", towards_firm=OURS),
    ]
