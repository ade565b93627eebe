"""The office plans a round and hands it out."""
