#!/bin/sh
# Run once, by PostgreSQL's image, when the database is made: sitrack's own role, which
# owns its database and may make the one of a drill, and no more. After that nobody can
# sign in over the network as the superuser.
set -eu
psql -v ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname postgres \
    -v password="$POSTGRES_PASSWORD" <<'SQL'
CREATE ROLE sitrack LOGIN CREATEDB PASSWORD :'password';
CREATE DATABASE sitrack OWNER sitrack;
ALTER ROLE CURRENT_USER PASSWORD NULL;
SQL
