"""A question may wait for a call that its reader asked for."""

from django.db import migrations, models

STATES = ("waiting", "sent", "failed", "call", "answered", "no_answer")


class Migration(migrations.Migration):
    """Name the state."""

    dependencies = [("core", "0009_unused_of_messages")]
    operations = [
        migrations.AlterField(
            model_name="message",
            name="state",
            field=models.CharField(
                choices=[(state, state.replace("_", " ").title()) for state in STATES],
                default="waiting",
                max_length=12,
            ),
        ),
    ]
