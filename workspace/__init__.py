"""The partnership's private workspace: who is talking to whom, kept beside the public map and apart from it."""
