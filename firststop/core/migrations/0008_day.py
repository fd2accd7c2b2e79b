"""The country's day in row security: the server's own is another one for some hours."""

from django.db import migrations

DAY = """
CREATE FUNCTION firststop_day() RETURNS date LANGUAGE sql STABLE PARALLEL SAFE
    RETURN nullif(current_setting('firststop.day', true), '')::date;
"""


class Migration(migrations.Migration):
    """Name the day on which a request reads."""

    dependencies = [("core", "0007_reads_row_security")]
    operations = [migrations.RunSQL(DAY, "DROP FUNCTION firststop_day()")]
