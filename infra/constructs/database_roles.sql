-- The roles of the database, made by its master user; one statement, all or nothing, that may be run again.
--
-- recoloca_owner owns the schema and cannot sign in. recoloca_migrator signs in and becomes it at once. recoloca_app
-- reads and writes rows and can change no table; recoloca_operator may besides look at everybody's statements.
--
-- Who signs in has no password: RDS asks members of rds_iam for a signed token, and nested membership counts. The master
-- user, who signs in with a password, must therefore never become a member of one of them: of the owner alone.
DO $$
DECLARE
  login text;
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'recoloca_owner') THEN
    CREATE ROLE recoloca_owner NOLOGIN;
  END IF;
  FOREACH login IN ARRAY ARRAY['recoloca_migrator', 'recoloca_app', 'recoloca_operator'] LOOP
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = login) THEN
      EXECUTE format('CREATE ROLE %I LOGIN', login);
    END IF;
    EXECUTE format('GRANT rds_iam TO %I', login);
    EXECUTE format('GRANT CONNECT ON DATABASE %I TO %I', current_database(), login);
  END LOOP;

  GRANT recoloca_owner TO CURRENT_USER;
  EXECUTE format('ALTER DATABASE %I OWNER TO recoloca_owner', current_database());
  ALTER SCHEMA public OWNER TO recoloca_owner;

  GRANT recoloca_owner TO recoloca_migrator;
  ALTER ROLE recoloca_migrator SET role = 'recoloca_owner';

  GRANT USAGE ON SCHEMA public TO recoloca_app;
  ALTER DEFAULT PRIVILEGES FOR ROLE recoloca_owner IN SCHEMA public
    GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO recoloca_app;
  ALTER DEFAULT PRIVILEGES FOR ROLE recoloca_owner IN SCHEMA public
    GRANT USAGE, SELECT ON SEQUENCES TO recoloca_app;

  CREATE EXTENSION IF NOT EXISTS pg_stat_statements;
  GRANT recoloca_app, pg_monitor TO recoloca_operator;
END
$$
