"""The watching brief."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go forward."""
    op.create_table(
        "scan_state",
        sa.Column("build_id", sa.String(length=80), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_scan_state")),
        sa.UniqueConstraint("build_id", name=op.f("uq_scan_state_build_id")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "digest",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("week_of", sa.Date(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_digest_person_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_digest")),
        sa.UniqueConstraint("person_id", "week_of", name=op.f("uq_digest_person_id_week_of")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "watch",
        sa.Column("kind", sa.String(120), nullable=False),
        sa.Column("urn", sa.Integer(), nullable=True),
        sa.Column("partnership_id", sa.Integer(), nullable=True),
        sa.Column("area_code", sa.String(length=9), nullable=True),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("roll_share", sa.Double(), nullable=True),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(CASE WHEN urn IS NULL THEN 0 ELSE 1 END) + (CASE WHEN partnership_id IS NULL THEN 0 ELSE 1 END)"
            " + (CASE WHEN area_code IS NULL THEN 0 ELSE 1 END) = 1",
            name=op.f("ck_watch_one_thing"),
        ),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_watch_by_id"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(
            ["partnership_id"], ["partnership.id"], name=op.f("fk_watch_partnership_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_watch")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_watch_by_id"), "watch", ["by_id"], unique=False)
    op.create_index(op.f("ix_watch_partnership_id"), "watch", ["partnership_id"], unique=False)
    op.create_index(op.f("ix_watch_urn"), "watch", ["urn"], unique=False)
    op.create_table(
        "watch_item",
        sa.Column("watch_id", sa.Integer(), nullable=True),
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(120), nullable=False),
        sa.Column("urn", sa.Integer(), nullable=True),
        sa.Column("partnership_id", sa.Integer(), nullable=True),
        sa.Column("interest_id", sa.Integer(), nullable=True),
        sa.Column("said", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("dated_on", sa.Date(), nullable=False),
        sa.Column("build_id", sa.String(length=80), nullable=True),
        sa.Column("raised_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("noted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("noted_by_id", sa.Integer(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("snoozed_until", sa.Date(), nullable=True),
        sa.Column("case_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["brokering_case.id"], name=op.f("fk_watch_item_case_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["interest_id"], ["interest.id"], name=op.f("fk_watch_item_interest_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["noted_by_id"], ["person.id"], name=op.f("fk_watch_item_noted_by_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id"], ["partnership.id"], name=op.f("fk_watch_item_partnership_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["watch_id"], ["watch.id"], name=op.f("fk_watch_item_watch_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_watch_item")),
        sa.UniqueConstraint("key", name=op.f("uq_watch_item_key")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_watch_item_urn"), "watch_item", ["urn"], unique=False)
    op.create_index(op.f("ix_watch_item_watch_id"), "watch_item", ["watch_id"], unique=False)


def downgrade() -> None:
    """Go back."""
    op.drop_index(op.f("ix_watch_item_watch_id"), table_name="watch_item")
    op.drop_index(op.f("ix_watch_item_urn"), table_name="watch_item")
    op.drop_table("watch_item")
    op.drop_index(op.f("ix_watch_urn"), table_name="watch")
    op.drop_index(op.f("ix_watch_partnership_id"), table_name="watch")
    op.drop_index(op.f("ix_watch_by_id"), table_name="watch")
    op.drop_table("watch")
    op.drop_table("digest")
    op.drop_table("scan_state")
