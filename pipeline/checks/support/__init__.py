"""What several checks ask of the model: titles, releases, decisions, assessments, sightings, wording.

Takes the model and gives plain values; yields no verdict, and knows no check.
"""
