"""Running the checks over the record, and only over what may be judged otherwise than the last time.

`reconcile` runs; `last_full_run`, `affected_by_reports`, `affected_by_register`, `partial_model` and
`related` say what must be judged anew, and by what; `not_judged` sums up silences; `lint` judges
one report without a database.
"""
