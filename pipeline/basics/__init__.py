"""What every room may use: errors, identities, persons' names, days, logs and whole files. No SQL.

`errors` are those that people read; `identity` says what makes two things one; `calendar` counts Working
Days; `whole_files` writes a file whole or not at all.
"""
