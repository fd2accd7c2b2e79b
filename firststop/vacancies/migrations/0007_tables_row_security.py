"""Row security of uploaded tables."""

from django.db import migrations

from firststop.core.row_security import may_also_read, walled

OURS = "table_id IN (SELECT id FROM vacancies_tableupload WHERE organisation = firststop_organisation())"


class Migration(migrations.Migration):
    """Show a table, and what is to correct in it, to the firm; the table to whoever sent it, too."""

    dependencies = [("vacancies", "0006_searches_row_security")]
    operations = [
        walled("vacancies_tableupload", firm="organisation = firststop_organisation()"),
        may_also_read("vacancies_tableupload", own="by = firststop_person()::text"),
        walled("vacancies_tablefault", firm=OURS),
    ]
