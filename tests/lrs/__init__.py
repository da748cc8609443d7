"""A learning record store seen from outside: over HTTP, as the specification has it.

``saying`` says statements, ``client`` asks, ``serving`` starts the server, ``fuzzing``
makes requests of all kinds. Benchmarks and soaks build on it; nothing here knows Django.
"""
