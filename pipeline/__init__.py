"""What becomes of facts: archive, record, register, checks, findings, exports. Plain functions.

The rooms, lowest first; each knows only those before it, and import-linter holds that:

    basics                       errors, identities, names of persons, days, logs; no SQL
    record | sandbox             the database and its tables; child processes that read PDFs
    archive | logbook            the documents' bytes; the log of acts and of runs
    reports | register           PDFs to fact rows and back; the register's snapshots
    checks                       contradictions, from a read model; never the database
    findings                     what the checks found, its life, and what persons do to it
    accounts | judging           who may come in; running the checks over the record
    queries | verification       what the faces ask; the log held against the tables
    outputs | nights             files about the record and its findings; one night's pass
    settings                     where everything is; nobody in here reads it

Takes bytes, registers and engines; gives the record. Knows neither Prefect nor the command line, nor the
environment or the clock: times and settings are passed down.
"""
