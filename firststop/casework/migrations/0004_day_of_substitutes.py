"""Row security: a substitute stands in until the country's day ends, not the server's."""

from django.db import migrations

STANDS_IN = """
ALTER POLICY stands_in ON casework_client USING (firststop_is('counsellor') AND counsellor_id IN (
    SELECT account_id FROM casework_assignment WHERE substitute_id = firststop_person() AND away_until >= {day}
))
"""


class Migration(migrations.Migration):
    """Compare with the day of the request."""

    dependencies = [("casework", "0003_calls_row_security"), ("core", "0008_day")]
    operations = [
        migrations.RunSQL(STANDS_IN.format(day="firststop_day()"), STANDS_IN.format(day="current_date")),
    ]
