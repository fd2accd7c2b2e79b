"""Row security of profiles."""

from django.db import migrations

from firststop.core.row_security import walled, walled_history

MINE = "profile_id IN (SELECT id FROM jobseekers_profile WHERE person_id = firststop_person())"
CLIENTS = "profile_id IN (SELECT id FROM jobseekers_profile WHERE firststop_counsels(person_id))"


class Migration(migrations.Migration):
    """Show a profile to the person and to the counsellor."""

    dependencies = [("jobseekers", "0001_profiles"), ("casework", "0002_row_security")]
    operations = [
        walled("jobseekers_profile", own="person_id = firststop_person()", counsels="firststop_counsels(person_id)"),
        walled("jobseekers_profileskill", own=MINE, counsels=CLIENTS),
        walled("jobseekers_profileoccupation", own=MINE, counsels=CLIENTS),
        # Whom somebody hides from, and the CV as it came, nobody else reads.
        walled("jobseekers_nottoemployer", own=MINE),
        walled("jobseekers_cvfile", own=MINE),
        walled_history("jobseekers_profileevent"),
    ]
