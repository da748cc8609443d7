"""The HTTP door of the statement store: xAPI 1.0.3, part three, and IEEE 9274.1.1.

``asking`` reads a request, ``versions`` knows the edition that answers it, ``access``
who asks, and ``door`` what holds for every resource. The resources: ``documents`` (state
and profiles), ``knowledge`` (about, agents, activities) and ``resources`` (statements),
for which ``parameters`` knows what is asked, ``search`` finds it, ``answers`` says it
and ``multipart`` reads what comes with attachments.
"""
