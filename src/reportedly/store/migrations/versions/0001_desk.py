"""The first tables of the desk."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make all tables."""
    op.create_table("accounts",
        sa.Column("incident", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("origin_name", sa.Text(), nullable=False),
        sa.Column("origin_kind", sa.Text(), nullable=False),
        sa.Column("independent", sa.Boolean(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False, comment="origin ← … ← outlet"),
        sa.Column("published", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("incident", "id", name=op.f("pk_accounts"))
    )
    op.create_index(op.f("ix_accounts_document"), "accounts", ["document"], unique=False)
    op.create_index(op.f("ix_accounts_origin_name"), "accounts", ["origin_name"], unique=False)
    op.create_table("bands",
        sa.Column("key", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key", "document", name=op.f("pk_bands")),
        sqlite_with_rowid=False
    )
    op.create_index(op.f("ix_bands_document"), "bands", ["document"], unique=False)
    op.create_table("blocks",
        sa.Column("block", sa.Text(), nullable=False),
        sa.Column("telling", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("block", "telling", name=op.f("pk_blocks")),
        sqlite_with_rowid=False
    )
    op.create_index(op.f("ix_blocks_telling"), "blocks", ["telling"], unique=False)
    op.create_table("copies",
        sa.Column("one", sa.Text(), nullable=False),
        sa.Column("other", sa.Text(), nullable=False),
        sa.Column("containment", sa.Float(), nullable=False),
        sa.PrimaryKeyConstraint("one", "other", name=op.f("pk_copies"))
    )
    op.create_index(op.f("ix_copies_other"), "copies", ["other"], unique=False)
    op.create_table("decisions",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("verb", sa.Text(), nullable=False),
        sa.Column("incident", sa.Text(), nullable=False),
        sa.Column("because", sa.Text(), nullable=True),
        sa.Column("details", sa.Text(), nullable=False, comment="as JSON"),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_decisions"))
    )
    op.create_table("incidents",
        sa.Column("id", sa.Text(), nullable=False),
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
        sa.Column("words", sa.Text(), nullable=False, comment="what --text searches, in lower case"),
        sa.Column("content", sa.Text(), nullable=False, comment="the incident as JSON"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_incidents"))
    )
    op.create_index(op.f("ix_incidents_country_earliest"), "incidents", ["country", "earliest"], unique=False)
    op.create_index(op.f("ix_incidents_earliest_id"), "incidents", ["earliest", "id"], unique=False)
    op.create_index(op.f("ix_incidents_grade"), "incidents", ["grade"], unique=False)
    op.create_index(op.f("ix_incidents_type"), "incidents", ["type"], unique=False)
    op.create_table("links",
        sa.Column("one", sa.Text(), nullable=False),
        sa.Column("other", sa.Text(), nullable=False),
        sa.Column("score", sa.Float(), nullable=False),
        sa.PrimaryKeyConstraint("one", "other", name=op.f("pk_links"))
    )
    op.create_index(op.f("ix_links_other"), "links", ["other"], unique=False)
    op.create_table("receipts",
        sa.Column("id", sa.Text(), nullable=False, comment="SHA-256 of the bytes as received, in hexadecimal"),
        sa.Column("number", sa.Integer(), nullable=False, comment="the order of arrival"),
        sa.Column("received", sa.Text(), nullable=False, comment="ISO 8601, UTC"),
        sa.Column("origin", sa.Text(), nullable=True, comment="the file, with the line, or where else it came from"),
        sa.Column("form", sa.Text(), nullable=False, comment="text, html or json"),
        sa.Column("given", sa.Text(), nullable=False, comment="metadata given with it, as JSON"),
        sa.Column("size", sa.Integer(), nullable=False, comment="bytes as received"),
        sa.Column("content", sa.LargeBinary(), nullable=False, comment="the bytes, compressed with zlib"),
        sa.Column("problem", sa.Text(), nullable=True, comment="why it could not be read; null: it was, or its turn has not come"),
        sa.Column("edition", sa.Integer(), nullable=False, comment="of the reading that is stored; 0: not read yet"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_receipts")),
        sa.UniqueConstraint("number")
    )
    op.create_index(op.f("ix_receipts_edition"), "receipts", ["edition"], unique=False)
    op.create_table("settings",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_settings"))
    )
    op.create_table("anchors",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("side", sa.Integer(), nullable=False, comment="0: what was decided on; 1: what was taken out of it"),
        sa.ForeignKeyConstraint(["number"], ["decisions.number"], name=op.f("fk_anchors_number_decisions")),
        sa.PrimaryKeyConstraint("number", "document", "start", "side", name=op.f("pk_anchors"))
    )
    op.create_index(op.f("ix_anchors_document"), "anchors", ["document"], unique=False)
    op.create_table("documents",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("outlet", sa.Text(), nullable=True),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("published", sa.Text(), nullable=True),
        sa.Column("language", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False, comment="of the reports at one address, from 1"),
        sa.Column("current", sa.Boolean(), nullable=False, comment="whether it is the newest version"),
        sa.Column("changes", sa.Text(), nullable=False, comment="what its figures changed against the version before, as a JSON array"),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("dossier", sa.LargeBinary(), nullable=False, comment="the dossier as JSON, compressed with zlib"),
        sa.Column("shingles", sa.LargeBinary(), nullable=False, comment="shingles of the text: sorted 32-bit hashes, little endian"),
        sa.ForeignKeyConstraint(["id"], ["receipts.id"], name=op.f("fk_documents_id_receipts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_documents"))
    )
    op.create_index(op.f("ix_documents_url"), "documents", ["url"], unique=False)
    op.create_table("figures",
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("low", sa.BigInteger(), nullable=False),
        sa.Column("high", sa.BigInteger(), nullable=True),
        sa.Column("who", sa.Text(), nullable=True),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("telling", sa.Text(), nullable=True, comment="leads to the incident through the tellings"),
        sa.ForeignKeyConstraint(["document"], ["documents.id"], name=op.f("fk_figures_document_documents")),
        sa.PrimaryKeyConstraint("document", "id", name=op.f("pk_figures"))
    )
    op.create_index(op.f("ix_figures_telling"), "figures", ["telling"], unique=False)
    op.create_table("parties",
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("country", sa.Text(), nullable=True),
        sa.Column("role", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["document"], ["documents.id"], name=op.f("fk_parties_document_documents")),
        sa.PrimaryKeyConstraint("document", "id", name=op.f("pk_parties"))
    )
    op.create_index(op.f("ix_parties_name"), "parties", ["name"], unique=False)
    op.create_table("places",
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("country", sa.Text(), nullable=True),
        sa.Column("admin1", sa.Text(), nullable=True),
        sa.Column("latitude", sa.Float(), nullable=True),
        sa.Column("longitude", sa.Float(), nullable=True),
        sa.Column("geoname_id", sa.Integer(), nullable=True),
        sa.Column("precision", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["document"], ["documents.id"], name=op.f("fk_places_document_documents")),
        sa.PrimaryKeyConstraint("document", "id", name=op.f("pk_places"))
    )
    op.create_index(op.f("ix_places_name"), "places", ["name"], unique=False)
    op.create_table("statements",
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("act", sa.Text(), nullable=False),
        sa.Column("form", sa.Text(), nullable=False),
        sa.Column("certainty", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["document"], ["documents.id"], name=op.f("fk_statements_document_documents")),
        sa.PrimaryKeyConstraint("document", "id", name=op.f("pk_statements"))
    )
    op.create_index(op.f("ix_statements_act"), "statements", ["act"], unique=False)
    op.create_table("tellings",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("whole", sa.Boolean(), nullable=False),
        sa.Column("incident", sa.Text(), nullable=True),
        sa.Column("profile", sa.Text(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["document"], ["documents.id"], name=op.f("fk_tellings_document_documents")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_tellings"))
    )
    op.create_index(op.f("ix_tellings_document"), "tellings", ["document"], unique=False)
    op.create_index(op.f("ix_tellings_incident"), "tellings", ["incident"], unique=False)


def downgrade() -> None:
    """Remove all tables."""
    op.drop_table("tellings")
    op.drop_table("statements")
    op.drop_table("places")
    op.drop_table("parties")
    op.drop_table("figures")
    op.drop_table("documents")
    op.drop_table("anchors")
    op.drop_table("settings")
    op.drop_table("receipts")
    op.drop_table("links")
    op.drop_table("incidents")
    op.drop_table("decisions")
    op.drop_table("copies")
    op.drop_table("blocks")
    op.drop_table("bands")
    op.drop_table("accounts")
