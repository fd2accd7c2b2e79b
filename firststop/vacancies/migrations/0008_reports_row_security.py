"""Row security of readers' reports."""

from django.db import migrations

from firststop.core.row_security import may_add, may_also_read, walled

#: Whoever has not signed in reports, too.
IN_OWN_NAME = "by = coalesce(firststop_person()::text, 'anonymous') AND settled_at IS NULL"


class Migration(migrations.Migration):
    """Show a report to whoever looks into it, moderators and leads, and to whoever made it; nobody reports as another."""

    dependencies = [("vacancies", "0007_tables_row_security")]
    operations = [
        walled("vacancies_readerreport", moderates="firststop_is('moderator', 'lead')"),
        may_also_read("vacancies_readerreport", own="by = firststop_person()::text"),
        may_add("vacancies_readerreport", reports=IN_OWN_NAME),
    ]
