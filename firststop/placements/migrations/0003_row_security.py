"""Row security of applications and invitations."""

from django.db import migrations

from firststop.core.row_security import may_also_read, walled, walled_history

OURS = "establishment_id IN (SELECT id FROM employers_establishment WHERE organisation_id = firststop_organisation())"
#: The reader is a firm that the person of a profile applied to, or agreed to be known to.
APPLIED = "person_id IN (SELECT person_id FROM placements_application)"
THEIR_PARTS = f"profile_id IN (SELECT id FROM jobseekers_profile WHERE {APPLIED})"


class Migration(migrations.Migration):
    """Show them to the person, the firm and the counsellor; the profile of who applied to the firm."""

    dependencies = [
        ("placements", "0002_spontaneous"),
        ("employers", "0003_row_security"),
        ("jobseekers", "0002_row_security"),
    ]
    operations = [
        *(
            walled(table, own="person_id = firststop_person()", firm=OURS)
            for table in ("placements_application", "placements_invitation")
        ),
        *(
            may_also_read(table, counsels="firststop_counsels(person_id)")
            for table in ("placements_application", "placements_invitation")
        ),
        may_also_read("jobseekers_profile", applied=APPLIED),
        may_also_read("jobseekers_profileskill", applied=THEIR_PARTS),
        may_also_read("jobseekers_profileoccupation", applied=THEIR_PARTS),
        walled_history("placements_applicationevent"),
        walled_history("placements_invitationevent"),
    ]
