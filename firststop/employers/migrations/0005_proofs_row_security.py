"""Row security of proofs."""

from django.db import migrations

from firststop.core.row_security import may_also_read, walled

OURS = "establishment_id IN (SELECT id FROM employers_establishment WHERE organisation_id = firststop_organisation())"


class Migration(migrations.Migration):
    """Show a proof to the firm and to whoever decides it, the front desk and leads; to whoever asked for it, too."""

    dependencies = [("employers", "0004_size")]
    operations = [
        walled("employers_proof", firm=OURS, decides="firststop_is('desk', 'lead')"),
        may_also_read("employers_proof", own="asked_by = firststop_person()::text"),
    ]
