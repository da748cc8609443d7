"""The HTTP door of the statement store: xAPI 1.0.3, part three, and IEEE 9274.1.1.

``middleware`` leads here past what is there for pages. ``asking`` reads a request,
``versions`` knows the edition that answers it, ``access`` who asks (``rates``: how
often), ``door`` what holds for every resource, and ``errors`` how one refuses.

The resources: ``documents`` (state and profiles), ``knowledge`` (about, agents,
activities) and ``statements``; ``readers`` reads their parameters. What comes in as
statements is judged by ``receiving``, after ``multipart`` took the attachments apart; of
what is asked ``parameters`` makes a query, ``search`` finds it, ``answers`` says it, and
``cursors`` tell where it goes on.
"""
