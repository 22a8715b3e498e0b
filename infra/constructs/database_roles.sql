-- Creates the roles of the database as its master user. It is one statement, so it does all or nothing. It can run again.
--
-- recoloca_owner owns the schema and cannot sign in. recoloca_migrator signs in and becomes the owner at once.
-- recoloca_rows holds the right to read and write rows, and cannot sign in. recoloca_app is a member of it, and so is
-- recoloca_operator, which can also see the activity of other roles.
--
-- The roles that sign in have no password. RDS demands a signed token from every member of rds_iam, and it counts every
-- kind of membership, nested ones too. The master user signs in with a password, so it must never become a member of a
-- role that signs in. Since PostgreSQL 16, the creator of a role becomes a member of it (with ADMIN only). Therefore the
-- temporary role recoloca_creator creates the roles that sign in, and is dropped at once with its memberships.
DO $$
DECLARE
  logins constant text[] DEFAULT ARRAY['recoloca_migrator', 'recoloca_app', 'recoloca_operator'];
  login text;
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'recoloca_owner') THEN
    CREATE ROLE recoloca_owner NOLOGIN;
  END IF;
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'recoloca_rows') THEN
    CREATE ROLE recoloca_rows NOLOGIN;
  END IF;

  GRANT recoloca_owner TO CURRENT_USER;
  EXECUTE format('ALTER DATABASE %I OWNER TO recoloca_owner', current_database());
  ALTER SCHEMA public OWNER TO recoloca_owner;

  CREATE ROLE recoloca_creator NOLOGIN CREATEROLE;
  GRANT recoloca_creator TO CURRENT_USER WITH INHERIT FALSE, SET TRUE;
  SET LOCAL ROLE recoloca_creator;
  FOREACH login IN ARRAY logins LOOP
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = login) THEN
      EXECUTE format('CREATE ROLE %I LOGIN', login);
      IF login = 'recoloca_migrator' THEN
        ALTER ROLE recoloca_migrator SET role = 'recoloca_owner';
      END IF;
    END IF;
  END LOOP;
  RESET ROLE;
  DROP ROLE recoloca_creator;

  FOREACH login IN ARRAY logins LOOP
    EXECUTE format('GRANT rds_iam TO %I', login);
    EXECUTE format('GRANT CONNECT ON DATABASE %I TO %I', current_database(), login);
  END LOOP;

  GRANT recoloca_owner TO recoloca_migrator;
  GRANT recoloca_rows TO recoloca_app, recoloca_operator;
  GRANT USAGE ON SCHEMA public TO recoloca_rows;
  ALTER DEFAULT PRIVILEGES FOR ROLE recoloca_owner IN SCHEMA public
    GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO recoloca_rows;
  ALTER DEFAULT PRIVILEGES FOR ROLE recoloca_owner IN SCHEMA public
    GRANT USAGE, SELECT ON SEQUENCES TO recoloca_rows;

  CREATE EXTENSION IF NOT EXISTS pg_stat_statements;
  GRANT pg_monitor TO recoloca_operator;
END
$$
