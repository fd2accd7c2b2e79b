"""Row security: team leads share the clients of their service out, and the front desk gives a first counsellor."""

from django.db import migrations

from firststop.core.row_security import may_add

OWN_SERVICE = "office_id IN (SELECT code FROM casework_office WHERE organisation_id = firststop_organisation())"
#: A lead reads who is whose client, and by that alone nothing else of them: other packages' policies ask this.
COUNSELS = """
CREATE OR REPLACE FUNCTION firststop_counsels(person uuid) RETURNS boolean LANGUAGE sql STABLE RETURN
firststop_is('counsellor') AND EXISTS (
    SELECT FROM casework_client WHERE person_id = person AND (
        counsellor_id = firststop_person() OR counsellor_id IN (
            SELECT account_id FROM casework_assignment
            WHERE substitute_id = firststop_person() AND away_until >= firststop_day()
        )
    )
);
"""
BEFORE = """
CREATE OR REPLACE FUNCTION firststop_counsels(person uuid) RETURNS boolean LANGUAGE sql STABLE RETURN EXISTS (
    SELECT FROM casework_client WHERE person_id = person
);
"""


class Migration(migrations.Migration):
    """Show clients to the leads of their service; let its front desk add some, without reading any."""

    dependencies = [("casework", "0007_closed_days"), ("core", "0008_day")]
    operations = [
        migrations.RunSQL(COUNSELS, BEFORE),
        migrations.RunSQL(
            f"CREATE POLICY leads ON casework_client USING (firststop_is('lead') AND {OWN_SERVICE})",
            "DROP POLICY leads ON casework_client",
        ),
        may_add("casework_client", given=f"firststop_is('desk') AND {OWN_SERVICE}"),
    ]
