"""The pages of an evaluation, stage by stage."""
