"""Caveats that results of more than one key stage share."""

__all__ = ["AREAS", "GRADED_APART", "INTERVAL", "RESULTS_TO"]

#: Newest school year published by the department when this was written; a build may hold older ones.
RESULTS_TO = "2024/25"

GRADED_APART = "Results of 2019/20 and 2020/21 were not published by school; grading was more generous in 2021/22."
AREAS = "The published figures of authorities, London and England count pupils of special schools too."
INTERVAL = "Where its 95% interval spans 0 it cannot be told from the average."
