"""The statement store in the admin: what an administrator sees and does.

``statements`` lists and shows them (``filters``, ``wording``, ``naming``, ``exporting``),
``credentials`` makes and revokes keys, ``removal`` lets statements go. The outside LRSs
have their pages in ``lms.xapi.forwarding``.
"""
