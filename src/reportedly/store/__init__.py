"""The desk's database: SQLite by default, PostgreSQL by URL, through the same SQLAlchemy tables and Alembic migrations."""
