"""What no message ever used: the job library counts its own tries, and calls are a list, no channel."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Take it away."""

    dependencies = [("core", "0008_day")]
    operations = [
        migrations.RemoveIndex(model_name="message", name="core_message_due"),
        migrations.RemoveField(model_name="message", name="due_at"),
        migrations.RemoveField(model_name="message", name="tries"),
        migrations.AlterField(
            model_name="message",
            name="channel",
            field=models.CharField(choices=[("inbox", "Inbox"), ("email", "Email"), ("sms", "Sms")], max_length=10),
        ),
    ]
