"""Row security of clients."""

from django.db import migrations

from firststop.core.row_security import may_also_read, walled

#: Nobody is a counsellor who has not come in as one, with the second factor.
COUNSELLOR = "firststop_is('counsellor')"
#: Whether the reader is, or stands in for, the counsellor of a person; other packages' policies use it.
COUNSELS = """
CREATE FUNCTION firststop_counsels(person uuid) RETURNS boolean LANGUAGE sql STABLE RETURN EXISTS (
    SELECT FROM casework_client WHERE person_id = person
);
"""
STANDS_IN = """
counsellor_id IN (
    SELECT account_id FROM casework_assignment
    WHERE substitute_id = firststop_person() AND away_until >= current_date
)
"""


class Migration(migrations.Migration):
    """Show a client to the counsellor, to whoever stands in, and to the person."""

    dependencies = [("casework", "0001_offices"), ("core", "0004_row_security")]
    operations = [
        walled(
            "casework_client",
            counsels=f"{COUNSELLOR} AND counsellor_id = firststop_person()",
            stands_in=f"{COUNSELLOR} AND {STANDS_IN}",
        ),
        may_also_read("casework_client", own="person_id = firststop_person()"),
        migrations.RunSQL(COUNSELS, "DROP FUNCTION firststop_counsels(uuid)"),
    ]
