"""Readers, what they write and follow, who speaks of what, and the index of words."""

import sqlalchemy as sa
from alembic import op

from reportedly.store.words import index

revision = "0002"
down_revision = "0001"

_KEPT = ("id, type, earliest, latest, country, admin1, place, precision, latitude, longitude, killed_low, killed_best, killed_high, "
         "injured_low, injured_best, injured_high, grade, contested, reports, origins, parties, content")


def upgrade() -> None:
    """Make the tables. The rows of incidents get their new columns from the incidents, once all migrations are through."""
    op.execute("CREATE TABLE incidents_before AS SELECT * FROM incidents")
    op.drop_table("incidents")
    op.create_table("incidents",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False, comment="of its entry in the index of words"),
        sa.Column("change", sa.BigInteger(), nullable=False, comment="the number of the change that wrote it"),
        sa.Column("news", sa.Text(), nullable=False, comment="when its newest report was published, else received; ISO 8601, UTC"),
        sa.Column("hidden", sa.Boolean(), nullable=False, comment="whether an editor withholds it from the web"),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("earliest", sa.Text(), nullable=True),
        sa.Column("latest", sa.Text(), nullable=True),
        sa.Column("country", sa.Text(), nullable=True),
        sa.Column("admin1", sa.Text(), nullable=True),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("precision", sa.Text(), nullable=True),
        sa.Column("latitude", sa.Float(), nullable=True),
        sa.Column("longitude", sa.Float(), nullable=True),
        sa.Column("killed_low", sa.BigInteger(), nullable=True),
        sa.Column("killed_best", sa.BigInteger(), nullable=True),
        sa.Column("killed_high", sa.BigInteger(), nullable=True),
        sa.Column("injured_low", sa.BigInteger(), nullable=True),
        sa.Column("injured_best", sa.BigInteger(), nullable=True),
        sa.Column("injured_high", sa.BigInteger(), nullable=True),
        sa.Column("grade", sa.Text(), nullable=False),
        sa.Column("contested", sa.Boolean(), nullable=False),
        sa.Column("reports", sa.Integer(), nullable=False),
        sa.Column("origins", sa.Integer(), nullable=False),
        sa.Column("parties", sa.Text(), nullable=False, comment="names of those who did it, were hit or speak, in lower case, a line each"),
        sa.Column("words", sa.Text(), nullable=False, comment="what --text searches: each word once, folded, with spaces between"),
        sa.Column("content", sa.Text(), nullable=False, comment="the incident as JSON"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_incidents"))
    )
    op.create_index(op.f("ix_incidents_change"), "incidents", ["change"], unique=False)
    op.create_index(op.f("ix_incidents_country_earliest"), "incidents", ["country", "earliest"], unique=False)
    op.create_index(op.f("ix_incidents_earliest_id"), "incidents", ["earliest", "id"], unique=False)
    op.create_index(op.f("ix_incidents_grade"), "incidents", ["grade"], unique=False)
    op.create_index(op.f("ix_incidents_number"), "incidents", ["number"], unique=True)
    op.create_index(op.f("ix_incidents_type"), "incidents", ["type"], unique=False)
    op.create_table("readers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False, comment="the name, folded: no two readers look alike"),
        sa.Column("email", sa.Text(), nullable=False, comment="in lower case"),
        sa.Column("password", sa.Text(), nullable=False, comment="Argon2id, with its parameters"),
        sa.Column("role", sa.Text(), nullable=False, comment="reader or editor"),
        sa.Column("since", sa.Text(), nullable=False, comment="ISO 8601, UTC"),
        sa.Column("trusted", sa.Boolean(), nullable=False, comment="whether an editor has let a comment of theirs stand"),
        sa.Column("blocked", sa.Text(), nullable=True, comment="why they can't sign in; null: they can"),
        sa.Column("feed", sa.Text(), nullable=False, comment="the secret in the address of their own feed"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_readers")),
        sa.UniqueConstraint("email"),
        sa.UniqueConstraint("feed"),
        sa.UniqueConstraint("key")
    )
    op.create_table("voices",
        sa.Column("incident", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False, comment="the name in lower case"),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("reports", sa.Integer(), nullable=False),
        sa.Column("alone", sa.Boolean(), nullable=False),
        sa.Column("corroborated", sa.Boolean(), nullable=False),
        sa.Column("contradicted", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("incident", "key", "kind", name=op.f("pk_voices"))
    )
    op.create_index(op.f("ix_voices_key_kind"), "voices", ["key", "kind"], unique=False)
    op.create_table("comments",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("telling", sa.Text(), nullable=False, comment="the id of the incident it was made on; leads on through the tellings"),
        sa.Column("account", sa.Text(), nullable=True, comment="sources of the account that it is on, as accounts.source; null: on the whole incident"),
        sa.Column("parent", sa.Integer(), nullable=True, comment="what it answers"),
        sa.Column("reader", sa.Integer(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False, comment="ISO 8601, UTC"),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("proposal", sa.Text(), nullable=True, comment="the correction that it proposes: fields and values, as JSON"),
        sa.Column("state", sa.Text(), nullable=False, comment="waiting, shown or refused"),
        sa.Column("taken", sa.Integer(), nullable=True, comment="the correction that was made of its proposal"),
        sa.ForeignKeyConstraint(["parent"], ["comments.id"], name=op.f("fk_comments_parent_comments")),
        sa.ForeignKeyConstraint(["reader"], ["readers.id"], name=op.f("fk_comments_reader_readers")),
        sa.ForeignKeyConstraint(["taken"], ["decisions.number"], name=op.f("fk_comments_taken_decisions")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_comments"))
    )
    op.create_index(op.f("ix_comments_parent"), "comments", ["parent"], unique=False)
    op.create_index(op.f("ix_comments_reader"), "comments", ["reader"], unique=False)
    op.create_index(op.f("ix_comments_state_at"), "comments", ["state", "at"], unique=False)
    op.create_index(op.f("ix_comments_telling"), "comments", ["telling"], unique=False)
    op.create_table("follows",
        sa.Column("reader", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False, comment="reader, incident or party"),
        sa.Column("target", sa.Text(), nullable=False, comment="the reader's id, the incident's, or the party's name, folded"),
        sa.Column("name", sa.Text(), nullable=False, comment="of the target, as it is shown"),
        sa.Column("since", sa.Text(), nullable=False, comment="ISO 8601, UTC"),
        sa.ForeignKeyConstraint(["reader"], ["readers.id"], name=op.f("fk_follows_reader_readers")),
        sa.PrimaryKeyConstraint("reader", "kind", "target", name=op.f("pk_follows"))
    )
    op.create_index(op.f("ix_follows_kind_target"), "follows", ["kind", "target"], unique=False)
    op.create_table("sessions",
        sa.Column("key", sa.Text(), nullable=False, comment="SHA-256 of the secret in the cookie, in hexadecimal"),
        sa.Column("reader", sa.Integer(), nullable=False),
        sa.Column("begun", sa.Text(), nullable=False),
        sa.Column("ends", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["reader"], ["readers.id"], name=op.f("fk_sessions_reader_readers")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_sessions"))
    )
    op.create_index(op.f("ix_sessions_reader"), "sessions", ["reader"], unique=False)
    for statement in index(op.get_bind().dialect.name):
        op.execute(statement)
    op.execute(f"INSERT INTO incidents (number, change, news, hidden, words, {_KEPT}) "
               f"SELECT row_number() OVER (ORDER BY id), 0, '', false, '', {_KEPT} FROM incidents_before")
    op.drop_table("incidents_before")


def downgrade() -> None:
    """A desk isn't taken back to an older form: the bytes as received make it anew."""
    raise NotImplementedError("no way back: add the reports to a new desk")
