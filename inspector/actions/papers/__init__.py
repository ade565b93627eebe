"""Every document that the county signs, posts or files: what it needs, and how it gets out.

``document`` says what a document is, ``registry`` lists all there are, ``writing`` makes files of
them; each other module draws up one document, or a few of a kind.
"""
