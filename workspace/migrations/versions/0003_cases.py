"""Cases, tasks, contacts and checks."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go forward."""
    op.create_table(
        "brokering_case",
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("door", sa.String(120), nullable=False),
        sa.Column("stage", sa.String(120), nullable=False),
        sa.Column("cpp_id", sa.Integer(), nullable=True),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column("opened_by_id", sa.Integer(), nullable=True),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("introduction_id", sa.Integer(), nullable=True),
        sa.Column("frozen", sa.JSON(), nullable=False),
        sa.Column("next_step", sa.Text(), nullable=True),
        sa.Column("next_step_on", sa.Date(), nullable=True),
        sa.Column("open_to_schools", sa.Boolean(), nullable=False),
        sa.Column("closed_reason", sa.String(120), nullable=True),
        sa.Column("closed_text", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["cpp_id"], ["person.id"], name=op.f("fk_brokering_case_cpp_id"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(
            ["introduction_id"],
            ["introduction.id"],
            name=op.f("fk_brokering_case_introduction_id"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["opened_by_id"], ["person.id"], name=op.f("fk_brokering_case_opened_by_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["person.id"], name=op.f("fk_brokering_case_owner_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_brokering_case")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_brokering_case_cpp_id"), "brokering_case", ["cpp_id"], unique=False)
    op.create_index(op.f("ix_brokering_case_owner_id"), "brokering_case", ["owner_id"], unique=False)
    op.create_index(op.f("ix_brokering_case_stage"), "brokering_case", ["stage"], unique=False)
    op.create_table(
        "case_event",
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("stage_from", sa.String(120), nullable=True),
        sa.Column("stage_to", sa.String(120), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_case_event_by_id"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(
            ["case_id"], ["brokering_case.id"], name=op.f("fk_case_event_case_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_event")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_case_event_case_id"), "case_event", ["case_id"], unique=False)
    op.create_table(
        "case_school",
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("urn", sa.Integer(), nullable=False),
        sa.Column("part", sa.String(120), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["brokering_case.id"], name=op.f("fk_case_school_case_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_school")),
        sa.UniqueConstraint("case_id", "urn", name=op.f("uq_case_school_case_id_urn")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_case_school_case_id"), "case_school", ["case_id"], unique=False)
    op.create_index(op.f("ix_case_school_urn"), "case_school", ["urn"], unique=False)
    op.create_table(
        "conflict_check",
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("has_interest", sa.Boolean(), nullable=False),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("handled", sa.Text(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_conflict_check_by_id"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(
            ["case_id"], ["brokering_case.id"], name=op.f("fk_conflict_check_case_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_conflict_check")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_conflict_check_case_id"), "conflict_check", ["case_id"], unique=False)
    op.create_table(
        "contact",
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("urn", sa.Integer(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("post", sa.Text(), nullable=True),
        sa.Column("email", sa.Text(), nullable=True),
        sa.Column("telephone", sa.Text(), nullable=True),
        sa.Column("added_by_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["added_by_id"], ["person.id"], name=op.f("fk_contact_added_by_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["case_id"], ["brokering_case.id"], name=op.f("fk_contact_case_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_contact_case_id"), "contact", ["case_id"], unique=False)
    op.create_table(
        "diligence",
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("item", sa.String(120), nullable=False),
        sa.Column("answer", sa.String(120), nullable=False),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_diligence_by_id"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(
            ["case_id"], ["brokering_case.id"], name=op.f("fk_diligence_case_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_diligence")),
        sa.UniqueConstraint("case_id", "item", name=op.f("uq_diligence_case_id_item")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_diligence_case_id"), "diligence", ["case_id"], unique=False)
    op.create_table(
        "task",
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("done_by_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["brokering_case.id"], name=op.f("fk_task_case_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["created_by_id"], ["person.id"], name=op.f("fk_task_created_by_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["done_by_id"], ["person.id"], name=op.f("fk_task_done_by_id"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["owner_id"], ["person.id"], name=op.f("fk_task_owner_id"), ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_task")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_task_case_id"), "task", ["case_id"], unique=False)
    op.create_index(op.f("ix_task_owner_id"), "task", ["owner_id"], unique=False)


def downgrade() -> None:
    """Go back."""
    op.drop_index(op.f("ix_task_owner_id"), table_name="task")
    op.drop_index(op.f("ix_task_case_id"), table_name="task")
    op.drop_table("task")
    op.drop_index(op.f("ix_diligence_case_id"), table_name="diligence")
    op.drop_table("diligence")
    op.drop_index(op.f("ix_contact_case_id"), table_name="contact")
    op.drop_table("contact")
    op.drop_index(op.f("ix_conflict_check_case_id"), table_name="conflict_check")
    op.drop_table("conflict_check")
    op.drop_index(op.f("ix_case_school_urn"), table_name="case_school")
    op.drop_index(op.f("ix_case_school_case_id"), table_name="case_school")
    op.drop_table("case_school")
    op.drop_index(op.f("ix_case_event_case_id"), table_name="case_event")
    op.drop_table("case_event")
    op.drop_index(op.f("ix_brokering_case_stage"), table_name="brokering_case")
    op.drop_index(op.f("ix_brokering_case_owner_id"), table_name="brokering_case")
    op.drop_index(op.f("ix_brokering_case_cpp_id"), table_name="brokering_case")
    op.drop_table("brokering_case")
