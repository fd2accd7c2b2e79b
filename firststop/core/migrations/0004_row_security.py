"""The role of every request, and what it may do with tables; which rows, each package's policies say."""

from django.db import migrations

from firststop.core.row_security import ROLE

MAKE_ROLE = f"""
DO $$ BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{ROLE}') THEN
        CREATE ROLE {ROLE} NOLOGIN;
    END IF;
-- Roles belong to the whole server: another database may be migrated beside this one.
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
END $$;
DO $$ BEGIN
    SET LOCAL ROLE {ROLE};
    RESET ROLE;
EXCEPTION WHEN insufficient_privilege THEN
    GRANT {ROLE} TO CURRENT_USER;
END $$;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {ROLE};
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {ROLE};
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {ROLE};
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE ON SEQUENCES TO {ROLE};

CREATE FUNCTION firststop_person() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
    RETURN nullif(current_setting('firststop.person', true), '')::uuid;
CREATE FUNCTION firststop_organisation() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
    RETURN nullif(current_setting('firststop.organisation', true), '')::uuid;
CREATE FUNCTION firststop_is(VARIADIC roles text[]) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
    RETURN string_to_array(current_setting('firststop.roles', true), ',') && roles;
"""
# The role stays: other databases of the server may use it.
UNMAKE = f"""
DROP FUNCTION firststop_is(text[]);
DROP FUNCTION firststop_organisation();
DROP FUNCTION firststop_person();
ALTER DEFAULT PRIVILEGES IN SCHEMA public REVOKE ALL ON SEQUENCES FROM {ROLE};
ALTER DEFAULT PRIVILEGES IN SCHEMA public REVOKE ALL ON TABLES FROM {ROLE};
REVOKE ALL ON ALL SEQUENCES IN SCHEMA public FROM {ROLE};
REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {ROLE};
"""


class Migration(migrations.Migration):
    """Make the role, let it read and write every table that there is and will be, and name the reader's identity."""

    dependencies = [("core", "0003_open_questions")]
    operations = [migrations.RunSQL(MAKE_ROLE, UNMAKE)]
