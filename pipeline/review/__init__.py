"""What could not be read goes to a person: the queue, what an answer would change, and the answers.

`items` collects the queue, `suggest` says what an item may mean, `meanings` turns an answer into rows of the
archive's own vocabulary, `effect` reads again what these rows touch and compares, `answers` keeps it.
"""
