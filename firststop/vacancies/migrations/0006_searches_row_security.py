"""Row security of saved searches."""

from django.db import migrations

from firststop.core.row_security import walled

MINE = "search_id IN (SELECT id FROM vacancies_savedsearch WHERE person_id = firststop_person())"


class Migration(migrations.Migration):
    """Show a search, and what was sent for it, to the person who keeps it."""

    dependencies = [("vacancies", "0005_public_since"), ("core", "0004_row_security")]
    operations = [
        walled("vacancies_savedsearch", own="person_id = firststop_person()"),
        walled("vacancies_sentalert", own=MINE),
    ]
