"""What several checks ask of the model: titles, releases, decisions, assessments, wording.

Takes the model and gives plain values; yields no verdict, and knows no check.
"""
