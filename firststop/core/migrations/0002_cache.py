from django.db import migrations

# The table that Django's database cache expects; rate limits live in it, seen by every process.
FORWARD = """
CREATE UNLOGGED TABLE core_cache (
    cache_key varchar(255) PRIMARY KEY,
    value text NOT NULL,
    expires timestamptz NOT NULL
);
CREATE INDEX core_cache_expires ON core_cache (expires);
"""


class Migration(migrations.Migration):
    dependencies = [("core", "0001_ground")]
    operations = [migrations.RunSQL(FORWARD, "DROP TABLE core_cache")]
