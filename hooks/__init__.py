"""MkDocs hooks: each file is one concern of the built site."""
