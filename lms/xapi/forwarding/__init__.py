"""What the record store holds goes on to outside LRSs that an administrator turned on.

``client`` sends one request, ``answers`` judges what came back, ``batches`` says what
goes next, ``leases`` keeps one deliverer per target, ``operations`` delivers, and
``targets`` is all that an administrator does to a target. Nothing here runs in the
request of a learner: ``tick`` and the task worker do it.
"""
