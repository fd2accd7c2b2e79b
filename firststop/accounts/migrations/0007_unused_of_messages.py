"""Nobody is reached by a call that they choose: calls are a list of the desk."""

from django.db import migrations, models

CHOICES = [("inbox", "Inbox"), ("email", "Email"), ("sms", "Sms")]


class Migration(migrations.Migration):
    """Take the channel away."""

    dependencies = [("accounts", "0006_resets_row_security")]
    operations = [
        migrations.AlterField(
            model_name=name,
            name="channel",
            field=models.CharField(blank=True, choices=CHOICES, default="", max_length=10),
        )
        for name in ("account", "accountevent")
    ]
